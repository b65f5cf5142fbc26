"""Terraform itself accepts the synthesized file and can plan it, without a network and without leaking a secret.

Needs the terraform command and the AWS provider in a folder of this machine; without either, these tests are skipped
and say what is missing.
"""

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from live.deployment import VARIABLES
from live.missing import Missing
from live.terraform import IN_THE_FOLDER, OFFLINE, Terraform
from tests.card_numbers import card_numbers

# One worker runs these, since a plan takes half a minute.
pytestmark = pytest.mark.xdist_group("terraform")

MODEL = {"url": "https://model.example.com/9f2c61", "key": "the model's key e41d0c"}
SECRETS = {
    "ml_model_endpoint": json.dumps(MODEL),
    "email_template": "Dear customer 51b7e0, about $transaction_id",
    "sms_template": "Code 7ac410: $decision",
}


@pytest.fixture(scope="module")
def terraform(synthesized: Path, tmp_path_factory: pytest.TempPathFactory) -> Terraform:
    scratch = tmp_path_factory.mktemp("terraform")
    folder = Path(shutil.copytree(synthesized.parent, scratch / "copy"))
    provider = {**OFFLINE, "access_key": "none", "secret_key": "none"}
    settings = {"provider": {"aws": provider}, "terraform": IN_THE_FOLDER}
    (folder / "offline_override.tf.json").write_text(json.dumps(settings))
    try:
        run = Terraform(folder, scratch=scratch, variables=VARIABLES | SECRETS)
    except Missing as missing:
        pytest.skip(f"NOT TESTED: {missing}")
    run("init", "-input=false", "-no-color", "-lockfile=readonly")
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
    assert VARIABLES["alert_email"] in plan
    assert VARIABLES["alert_email"].encode() in saved
    # Within another JSON text the quotes of an object are escaped, and its values are not.
    for secret in (*SECRETS.values(), *MODEL.values()):
        assert secret not in plan
        assert secret.encode() not in saved


def test_what_people_are_shown_of_the_plan_hides_whom_it_is_about(terraform: Terraform, planned: Path) -> None:
    shown = terraform("show", "-no-color", planned.name)
    assert "(sensitive value)" in shown
    for name in ("alert_email", "alert_phone", "operations_email"):
        assert VARIABLES[name] not in shown


def test_no_card_number_is_in_the_plan(plan: str, planned: Path) -> None:
    with zipfile.ZipFile(planned) as archive:
        saved = [archive.read(name).decode(errors="replace") for name in archive.namelist()]
    assert [found for text in (plan, *saved) for found in card_numbers(text)] == []
