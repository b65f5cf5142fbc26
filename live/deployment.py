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

from live.aws import ACCOUNT, Aws
from live.override import left_out, override
from live.terraform import Terraform

FILE = "cdk.tf.json"
OVERRIDE = "local_override.tf.json"
VARIABLES = {
    "account_id": ACCOUNT,
    "alert_email": "customer@example.com",
    "alert_phone": "+12025550123",
    "operations_email": "operations@example.com",
    "ml_model_endpoint": "local",
    "email_template": "$$$amount $currency at $merchant_id: $decision.\nNot you? https://shop.example/not-me#$not_me",
    "sms_template": "Card payment of $$$amount: $decision ($transaction_id)\nNot you? https://shop.example/n#$not_me",
}
APPLY = ("apply", "-input=false", "-no-color", "-auto-approve", "-parallelism=20")


class Tampered(RuntimeError):
    """What was deployed are not the bytes that were judged."""


@dataclass(frozen=True)
class Copy:
    """A copy of a judged folder, with Terraform in it; `digests` are those of its files by name."""

    folder: Path
    stack: Mapping[str, Any]
    terraform: Terraform
    digests: Mapping[str, str]

    def stand_beside(self, settings: Mapping[str, Any]) -> None:
        """Write what differs here beside the bytes, in place of what stood there."""
        (self.folder / OVERRIDE).write_text(json.dumps(settings))

    def refuse_changes(self) -> None:
        """Raises Tampered where the bytes are no longer those that were copied."""
        after = _digests(self.folder)
        if {name: after.get(name) for name in self.digests} != self.digests:
            raise Tampered(f"{self.folder}: the copy changed while it was deployed")


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
    copy, api_key = copied(judged, digest, scratch=scratch), secrets.token_hex(20)
    copy.stand_beside(override(copy.stack, aws, api_key))
    initialize(copy.terraform)
    copy.terraform(*APPLY)
    copy.refuse_changes()
    known = copy.terraform("state", "list").split()
    return Deployment(api_key, tuple(left_out(copy.stack)), len(known), copy.terraform)


def copied(judged: Path, digest: str, *, scratch: Path) -> Copy:
    """A copy of the folder `judged` whose file has this digest; raises Missing and Tampered."""
    folder = Path(shutil.copytree(judged, scratch / "out" / "stacks" / judged.name))
    digests = _digests(folder)
    if digests != _digests(judged) or digests[FILE] != digest.removeprefix("sha256:"):
        raise Tampered(f"{judged / FILE}: its bytes are not those that were judged ({digest}); run the gate again")
    stack = json.loads((folder / FILE).read_bytes())
    return Copy(folder, stack, Terraform(folder, scratch=scratch, variables=VARIABLES), digests)


def initialize(terraform: Terraform) -> None:
    """Raises TerraformFailed, also where the provider is not the locked one."""
    terraform("init", "-input=false", "-no-color", "-lockfile=readonly")


def _digests(folder: Path) -> dict[str, str]:
    """SHA-256 by relative path, of every file of a folder."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".terraform" not in path.parts)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
