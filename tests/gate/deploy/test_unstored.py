"""A state that Terraform could not store is stored once more, or named as the only copy, and never lost in silence."""

import os
from pathlib import Path

import pytest

from gate.deploy import applying
from gate.deploy.planning import Planned
from gate.deploy.refused import CannotDeploy
from gate.deploy.terraform import Terraform
from gate.deploy.working_copy import BACKEND, backend
from gate.plan.held import Held
from gate.plan.judged import Judged

# As Terraform leaves it: the lineage of what is stored, and a serial above that.
STATE = '{"serial": 2, "lineage": "first"}'
TERRAFORM = """#!/bin/sh
echo "$@" >> ../../asked
case $1 in
apply) {leaves}; exit {status};;
state) [ "$2 $3" = 'push errored.tfstate' ] && {push};;
esac
"""
LEAVES = f"echo '{STATE}' > errored.tfstate"


@pytest.fixture
def planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Planned:
    folder = tmp_path / "stacks" / "account"
    folder.mkdir(parents=True)
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    monkeypatch.setenv("PATH", path)
    terraform = Terraform(folder, {"PATH": path})
    (folder / ".terraform").mkdir()
    (folder / BACKEND).write_text("where the state lies")
    files = {BACKEND: backend(folder)}
    return Planned(Judged("account", b"{}", b""), files, tmp_path / "account.plan", terraform, Held((), (), {}))


def apply(folder: Path, planned: Planned, *, leaves: str = LEAVES, push: str = "true", status: int = 1) -> str:
    """What the last line says where Terraform ends like this."""
    program = folder / "bin" / "terraform"
    program.parent.mkdir()
    program.write_text(TERRAFORM.format(leaves=leaves, push=push, status=status))
    program.chmod(0o755)
    with pytest.raises(CannotDeploy) as failed:
        applying.applied(planned)
    return str(failed.value)


def test_it_is_stored_at_once_and_the_copy_moved_away(tmp_path: Path, planned: Planned) -> None:
    said = apply(tmp_path, planned)
    kept = tmp_path / "account.errored.tfstate"
    assert said.startswith(
        f"account: Terraform could not store its state, and then could; {kept} is a copy; "
        "account: terraform apply did not end it; "
    )
    assert kept.read_text().strip() == STATE
    assert kept.stat().st_mode & 0o777 == 0o600
    assert list(planned.terraform.folder.iterdir()) == [planned.terraform.folder / ".terraform"]
    assert (tmp_path / "asked").read_text().splitlines()[1:] == ["state push errored.tfstate -no-color"]


def test_where_that_fails_the_last_line_says_where_the_only_copy_is(tmp_path: Path, planned: Planned) -> None:
    said = apply(tmp_path, planned, push="{ echo Error: denied >&2; exit 1; }")
    folder = planned.terraform.folder
    assert said == (
        f"{folder / 'errored.tfstate'}: is the only state of what was made, and could not be stored (account: "
        f"terraform state failed: Error: denied); keep it, run `terraform -chdir={folder} state push errored.tfstate` "
        "once that is fixed, and then move it away"
    )
    assert (folder / "errored.tfstate").read_text().strip() == STATE


def test_it_is_not_stored_where_somebody_else_says(tmp_path: Path, planned: Planned) -> None:
    folder = planned.terraform.folder
    said = apply(tmp_path, planned, leaves=f"{LEAVES}; echo another bucket > .terraform/terraform.tfstate")
    assert said.startswith(
        f"{folder / 'errored.tfstate'}: is the only state of what was made, and could not be stored "
        "(.terraform/terraform.tfstate says where, and was changed since it was planned); keep it, "
    )
    assert (folder / "errored.tfstate").read_text().strip() == STATE
    assert len((tmp_path / "asked").read_text().splitlines()) == 1


def test_it_is_stored_too_where_the_apply_is_interrupted(
    tmp_path: Path, planned: Planned, monkeypatch: pytest.MonkeyPatch
) -> None:
    visibly = Terraform.visibly

    def interrupted(terraform: Terraform, *arguments: str) -> bool:
        visibly(terraform, *arguments)
        raise SystemExit(143)

    monkeypatch.setattr(Terraform, "visibly", interrupted)
    with pytest.raises(SystemExit):
        apply(tmp_path, planned)
    assert (tmp_path / "account.errored.tfstate").exists()


def test_without_one_nothing_is_pushed(tmp_path: Path, planned: Planned) -> None:
    assert apply(tmp_path, planned, leaves=":").startswith("account: terraform apply did not end it; ")
    assert len((tmp_path / "asked").read_text().splitlines()) == 1
