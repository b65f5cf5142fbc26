"""Terraform itself accepts the synthesized file and can plan it, without a network and without leaking a secret.

Needs the terraform command and the AWS provider in a folder of this machine; without either, these tests are skipped
and say what is missing.
"""

import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.stacks.terraform import OFFLINE, Terraform, configuration, too_old

SECRETS = {
    "ml_model_endpoint": "https://model.example.com/9f2c61",
    "email_template": "Dear customer 51b7e0, about $transaction_id",
    "sms_template": "Code 7ac410: $decision",
}
GIVEN = {
    "account_id": "123456789012",
    "alert_email": "customer@example.com",
    "alert_phone": "+12025550123",
    "operations_email": "operations@example.com",
}


@pytest.fixture(scope="module")
def terraform(synthesized: Path, tmp_path_factory: pytest.TempPathFactory) -> Terraform:
    if shutil.which("terraform") is None:
        pytest.skip("NOT TESTED: no terraform command on the PATH; install Terraform 1.11 or newer")
    known = json.loads(subprocess.run(["terraform", "version", "-json"], check=True, capture_output=True).stdout)
    if too_old(known["terraform_version"]):
        pytest.skip(
            f"NOT TESTED: Terraform {known['terraform_version']} has no write-only values; install 1.11 or newer"
        )
    scratch = tmp_path_factory.mktemp("terraform")
    # Three folders down, since the path of the state file leads three folders up.
    folder = Path(shutil.copytree(synthesized.parent, scratch / "out" / "stacks" / "copy"))
    (folder / "offline_override.tf.json").write_text(json.dumps(OFFLINE))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TF_"))}
    variables = {f"TF_VAR_{name}": value for name, value in (GIVEN | SECRETS).items()}
    environment = {**kept, **variables, "TF_CLI_CONFIG_FILE": str(configuration(scratch)), "TF_IN_AUTOMATION": "1"}
    run = Terraform(folder, {**environment, "AWS_EC2_METADATA_DISABLED": "true"})
    run("init", "-input=false", "-no-color")
    return run


@pytest.fixture(scope="module")
def planned(terraform: Terraform) -> Path:
    terraform("plan", "-input=false", "-no-color", "-lock=false", "-out=saved.tfplan")
    return terraform.folder / "saved.tfplan"


@pytest.fixture(scope="module")
def plan(terraform: Terraform, planned: Path) -> str:
    return terraform("show", "-json", planned.name)


def test_terraform_validates_the_synthesized_file(terraform: Terraform) -> None:
    result: dict[str, Any] = json.loads(terraform("validate", "-json"))
    assert result["valid"] is True
    assert result["diagnostics"] == []


def test_terraform_plans_every_resource_and_no_secret_is_in_the_plan(
    plan: str, planned: Path, stack: dict[str, Any]
) -> None:
    changes = json.loads(plan)["resource_changes"]
    addresses = {f"{kind}.{name}" for kind, named in stack["resource"].items() for name in named}
    assert {change["address"] for change in changes} == addresses
    assert all(change["change"]["actions"] == ["create"] for change in changes)
    with zipfile.ZipFile(planned) as archive:
        saved = b"".join(archive.read(name) for name in archive.namelist())
    # What is not ephemeral is found, so the search can fail.
    assert GIVEN["alert_email"] in plan
    assert GIVEN["alert_email"].encode() in saved
    for secret in SECRETS.values():
        assert secret not in plan
        assert secret.encode() not in saved
