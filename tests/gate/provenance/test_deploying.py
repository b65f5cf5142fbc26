"""The way to deploy: verify, then let Terraform fetch its provider, then plan; and the same again after the next run.

Needs the terraform command and the AWS provider in a folder of this machine; without either, the test is skipped and
says what is missing.
"""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gate.cli.command import gate
from gate.model import Assessment, Finding, Outcome
from gate.moment import now
from gate.provenance.attested import of_output
from gate.reports.attestation import statement
from gate.reports.evidence import Evidence
from live.missing import Missing
from live.terraform import MIRROR, Terraform, TerraformFailed
from policies.core.deployed_folder import LOCK
from stacks.provider import VERSION

pytestmark = pytest.mark.xdist_group("terraform")
STACK = "fraud-detection"
REPORTS = {"report.html": "2" * 64}
# Without the backend, whose bucket is in an account.
INIT = ("init", "-backend=false", "-input=false", "-no-color", "-lockfile=readonly")


@pytest.fixture
def folder(synthesized: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(synthesized.parents[2], tmp_path / "cdktf.out")) / "stacks" / STACK


def terraform_in(folder: Path, scratch: Path) -> Terraform:
    try:
        return Terraform(folder, scratch=scratch, variables={})
    except Missing as missing:
        pytest.skip(f"NOT TESTED: {missing}")


@pytest.fixture
def terraform(folder: Path, tmp_path: Path) -> Terraform:
    return terraform_in(folder, tmp_path)


def from_mirror(place: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets Terraform take its providers from this folder alone."""
    settings = scratch / "settings.tfrc"
    settings.write_text(f'provider_installation {{\n  filesystem_mirror {{\n    path = "{place}"\n  }}\n}}\n')
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(settings))


@pytest.fixture
def attestation(folder: Path, tmp_path: Path) -> Path:
    assessments = (Assessment("cdk.tf.json", "", (Finding("a", "A", "p", Outcome.PASS),)),)
    text = statement(Evidence(now(), assessments, (), (), of_output(folder.parents[1])), REPORTS).text()
    (tmp_path / "attestation.json").write_text(text)
    return tmp_path / "attestation.json"


def verify(folder: Path, attestation: Path) -> Result:
    return CliRunner().invoke(gate, ["verify", str(folder), "--attestation", str(attestation)])


def test_what_was_verified_is_initialized_and_valid_and_then_verified_no_more(
    folder: Path, attestation: Path, terraform: Terraform
) -> None:
    assert verify(folder, attestation).exit_code == 0
    terraform(*INIT)
    assert "The configuration is valid" in terraform("validate", "-no-color")
    again = verify(folder, attestation)
    assert (again.exit_code, len(again.stdout.splitlines())) == (1, 1)
    assert ".terraform: holds programs" in again.stdout
    shutil.rmtree(folder / ".terraform")
    assert verify(folder, attestation).exit_code == 0


def test_without_being_told_to_keep_the_lock_terraform_leaves_it_as_it_is_too(
    folder: Path, terraform: Terraform
) -> None:
    before = (folder / LOCK).read_bytes()
    terraform(*INIT[:-1])
    assert (folder / LOCK).read_bytes() == before


def mirror(folder: Path, version: str, program: bytes) -> Path:
    """A folder that holds a provider of this version for every platform on which the tests run."""
    for platform in ("linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64"):
        place = folder / MIRROR / "hashicorp" / "aws" / version / platform
        place.mkdir(parents=True)
        (place / f"terraform-provider-aws_v{version}_x5").write_bytes(program)
    return folder


@pytest.mark.parametrize(
    ("version", "reason"),
    [
        (VERSION, "doesn't match any of the checksums"),
        ("5.100.1", "is no longer available"),
        ("6.25.0", "is no longer available"),
    ],
    ids=["another program of that version", "a later version", "the next major version"],
)
def test_the_lock_lets_no_other_provider_in(
    version: str, reason: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from_mirror(mirror(tmp_path / "mirror", version, b"another program"), tmp_path, monkeypatch)
    terraform = terraform_in(folder, tmp_path)
    with pytest.raises(TerraformFailed) as refused:
        terraform(*INIT)
    assert reason in " ".join(str(refused.value).replace("\u2502", " ").split())


def test_a_provider_that_was_exchanged_since_is_never_started(folder: Path, terraform: Terraform) -> None:
    """So nobody else compares it, between the plan and the apply."""
    terraform(*INIT)
    (package,) = (folder / ".terraform" / "providers" / MIRROR / "hashicorp" / "aws" / VERSION).iterdir()
    programs = [path.name for path in package.iterdir()]
    package.unlink() if package.is_symlink() else shutil.rmtree(package)
    package.mkdir()
    for name in programs:
        (package / name).write_text("#!/bin/sh\ntouch started\n")
        (package / name).chmod(0o755)
    with pytest.raises(TerraformFailed, match="does not match any of the"):
        terraform("validate", "-no-color")
    assert not (folder / "started").exists()
