"""The lock of the provider can be made again, and the stack can be planned with other versions, where there are any.

Needs the terraform command and the AWS provider in a folder of this machine; without either, these tests are skipped
and say what is missing.
"""

import json
import re
import shutil
from pathlib import Path

import pytest

from live.deployment import VARIABLES
from live.missing import Missing
from live.terraform import IN_THE_FOLDER, OFFLINE, Terraform, providers
from stacks import provider_lock
from stacks.provider import VERSION

pytestmark = pytest.mark.xdist_group("terraform")


@pytest.fixture
def terraform(synthesized: Path, tmp_path: Path) -> Terraform:
    """In a copy of the system's folder, without its lock."""
    folder = Path(shutil.copytree(synthesized.parent, tmp_path / "out" / "stacks" / "copy"))
    (folder / provider_lock.NAME).unlink()
    try:
        return Terraform(folder, scratch=tmp_path, variables=VARIABLES)
    except Missing as missing:
        pytest.skip(f"NOT TESTED: {missing}")


def test_the_lock_is_of_the_version_that_the_file_requires() -> None:
    text = provider_lock.TRACKED.read_text(encoding="utf-8")
    assert re.findall(r'^\s*(\w+)\s+= "(.+)"$', text, re.MULTILINE) == [("version", VERSION), ("constraints", VERSION)]


def test_terraform_makes_the_same_lock_again_from_the_provider_of_this_machine(terraform: Terraform) -> None:
    mirror = next(place for place, version in providers() if version == VERSION)
    terraform("providers", "lock", f"-fs-mirror={mirror}", "-platform=linux_amd64")
    assert (terraform.folder / provider_lock.NAME).read_bytes() == provider_lock.TRACKED.read_bytes()


def test_the_stack_can_be_planned_with_every_other_version_of_this_machine(terraform: Terraform) -> None:
    """In a copy, so that what another version refuses is seen before it is taken."""
    others = sorted({version for _, version in providers()} - {VERSION})
    if not others:
        pytest.skip(f"NOT TESTED: this machine has no other version of the AWS provider than {VERSION}")
    file = terraform.folder / "cdk.tf.json"
    given = file.read_text(encoding="utf-8")
    provider = {**OFFLINE, "access_key": "none", "secret_key": "none"}
    settings = {"provider": {"aws": provider}, "terraform": IN_THE_FOLDER}
    (terraform.folder / "offline_override.tf.json").write_text(json.dumps(settings))
    for version in others:
        file.write_text(given.replace(f'"version": "{VERSION}"', f'"version": "{version}"'))
        terraform("init", "-input=false", "-no-color", "-upgrade")
        assert "to destroy" in terraform("plan", "-input=false", "-no-color", "-lock=false")
