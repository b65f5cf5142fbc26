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
from gate.reports.attestation import render
from gate.reports.evidence import Evidence
from live.missing import Missing
from live.terraform import Terraform, TerraformFailed

pytestmark = pytest.mark.xdist_group("terraform")
STACK = "fraud-detection"


@pytest.fixture
def folder(synthesized: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(synthesized.parents[2], tmp_path / "cdktf.out")) / "stacks" / STACK


@pytest.fixture
def terraform(folder: Path, tmp_path: Path) -> Terraform:
    try:
        return Terraform(folder, scratch=tmp_path, variables={})
    except Missing as missing:
        pytest.skip(f"NOT TESTED: {missing}")


@pytest.fixture
def attestation(folder: Path, tmp_path: Path) -> Path:
    assessments = (Assessment("cdk.tf.json", "", (Finding("a", "A", "p", Outcome.PASS),)),)
    text = render(Evidence(now(), assessments, (), (), of_output(folder.parents[1])))
    (tmp_path / "attestation.json").write_text(text)
    return tmp_path / "attestation.json"


def verify(folder: Path, attestation: Path) -> Result:
    return CliRunner().invoke(gate, ["verify", str(folder), "--attestation", str(attestation)])


def test_what_was_verified_is_initialized_and_valid_and_then_verified_no_more(
    folder: Path, attestation: Path, terraform: Terraform
) -> None:
    assert verify(folder, attestation).exit_code == 0
    terraform("init", "-input=false", "-no-color")
    assert "The configuration is valid" in terraform("validate", "-no-color")
    again = verify(folder, attestation)
    assert (again.exit_code, len(again.stdout.splitlines())) == (1, 1)
    assert ".terraform: holds programs" in again.stdout
    # Whoever removes that alone is told of the lock, by which Terraform would take the same provider again.
    shutil.rmtree(folder / ".terraform")
    assert "stacks/fraud-detection/.terraform.lock.hcl: is not the tracked" in verify(folder, attestation).stdout
    (folder / ".terraform.lock.hcl").unlink()
    assert verify(folder, attestation).exit_code == 0


def test_a_lock_of_other_checksums_lets_no_provider_in(folder: Path, terraform: Terraform) -> None:
    terraform("init", "-input=false", "-no-color")
    lock = folder / ".terraform.lock.hcl"
    lock.write_text(lock.read_text().replace("h1:", "h1:AAAA"))
    shutil.rmtree(folder / ".terraform")
    with pytest.raises(TerraformFailed, match="checksums"):
        terraform("init", "-input=false", "-no-color", "-lockfile=readonly")
