"""The judged folder, deployed unchanged: what differs here stands beside the bytes, in an override of its own."""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from live.aws import ACCOUNT, CREDENTIALS, Aws
from live.keys import key_of
from live.terraform import OFFLINE, Terraform

FILE = "cdk.tf.json"
OVERRIDE = "local_override.tf.json"
# By the names that Terraform's provider has for them.
SERVICES = (
    "apigateway",
    "cloudwatch",
    "dynamodb",
    "events",
    "iam",
    "kms",
    "lambda",
    "logs",
    "sfn",
    "sns",
    "sqs",
    "ssm",
    "sts",
    "wafv2",
)
# What MiniStack has no call for; everything else is deployed.
LEFT_OUT = {
    "aws_wafv2_web_acl_logging_configuration": "MiniStack has no PutLoggingConfiguration",
    "aws_xray_encryption_config": "MiniStack has no X-Ray",
}
VARIABLES = {
    "account_id": ACCOUNT,
    "alert_email": "customer@example.com",
    "alert_phone": "+12025550123",
    "operations_email": "operations@example.com",
    "ml_model_endpoint": "local",
    "email_template": "$$$amount $currency at $merchant_id: $decision.\nNot you? https://shop.example/not-me#$not_me",
    "sms_template": "Card payment of $$$amount: $decision ($transaction_id)\nNot you? https://shop.example/n#$not_me",
}


class Tampered(RuntimeError):
    """What was deployed are not the bytes that were judged."""


@dataclass(frozen=True)
class Deployment:
    """What runs of a stack: its first client's key, what was left out by address, how many resources there are."""

    api_key: str
    left_out: tuple[str, ...]
    resources: int
    terraform: Terraform


def deploy(judged: Path, digest: str, *, aws: Aws, scratch: Path) -> Deployment:
    """Apply a copy of the folder `judged`, whose file must have the digest that the gate told ("sha256:...").

    Raises Missing, TerraformFailed, and Tampered where the copy is not what was judged, before or after.
    """
    # Three folders down, since the path of the state file leads three folders up.
    folder = Path(shutil.copytree(judged, scratch / "out" / "stacks" / judged.name))
    copied = _digests(folder)
    if copied != _digests(judged) or copied[FILE] != digest.removeprefix("sha256:"):
        raise Tampered(f"{judged / FILE}: its bytes are not those that were judged ({digest}); run the gate again")
    stack = json.loads((folder / FILE).read_bytes())
    api_key = secrets.token_hex(20)
    (folder / OVERRIDE).write_text(json.dumps(_settings(stack, aws, api_key)))
    terraform = Terraform(folder, scratch=scratch, variables=VARIABLES)
    terraform("init", "-input=false", "-no-color", "-lockfile=readonly")
    terraform("apply", "-input=false", "-no-color", "-auto-approve", "-parallelism=20")
    after = _digests(folder)
    if {name: after.get(name) for name in copied} != copied:
        raise Tampered(f"{folder}: the copy changed while it was deployed")
    known = terraform("state", "list").split()
    return Deployment(api_key, tuple(_addresses(stack, *LEFT_OUT)), len(known), terraform)


def _settings(stack: Mapping[str, Any], aws: Aws, api_key: str) -> dict[str, Any]:
    provider = {
        **OFFLINE,
        "access_key": CREDENTIALS["AWS_ACCESS_KEY_ID"],
        "secret_key": CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        "custom_ca_bundle": str(aws.certificate),
        "endpoints": [dict.fromkeys(SERVICES, aws.url)],
        # At the default an error of the emulator would be tried again for minutes.
        "max_retries": 1,
    }
    keys = stack["resource"].get("aws_api_gateway_api_key", {})
    values = {name: {"value": key_of(key["name"], api_key)} for name, key in keys.items()}
    changes: dict[str, dict[str, Any]] = {"aws_api_gateway_api_key": values} if values else {}
    for address in _addresses(stack, *LEFT_OUT):
        _put(changes, address, {"count": 0})
    return {"provider": {"aws": provider}, "resource": changes}


def _put(changes: dict[str, dict[str, Any]], address: str, change: Mapping[str, Any]) -> None:
    kind, _, name = address.partition(".")
    changes.setdefault(kind, {})[name] = change


def _addresses(stack: Mapping[str, Any], *kinds: str) -> list[str]:
    return [f"{kind}.{name}" for kind in kinds for name in stack["resource"].get(kind, {})]


def _digests(folder: Path) -> dict[str, str]:
    """SHA-256 by relative path, of every file of a folder."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".terraform" not in path.parts)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
