"""A state that still lies in a file is of a real account, and nothing is planned before it is moved."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from gate.cli import before_planning
from gate.cli.command import gate
from gate.deploy.refused import Refused
from gate.deploy.target import Target
from gate.preflight.needs import Needs
from tests.gate.deploy.test_state import resource, state

ACCOUNT = {"TF_VAR_account_id": "123456789012"}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One with a state of account that holds something, and one of fraud-detection that holds nothing."""
    (tmp_path / "terraform.account.tfstate").write_bytes(state(resource("a", "b", 1)))
    (tmp_path / "terraform.fraud-detection.tfstate").write_bytes(state())
    (tmp_path / "terraform.delivery.tfstate").write_bytes(state(resource("a", "b", 1)))
    monkeypatch.setattr(before_planning, "ROOT", tmp_path)
    nothing: Callable[..., Sequence[object]] = lambda *_: ()  # noqa: E731 - typed
    monkeypatch.setattr(before_planning, "machine", nothing)
    monkeypatch.setattr(Needs, "read", nothing)
    return tmp_path


def test_it_is_not_moved_to_a_local_aws_that_forgets_it() -> None:
    done = CliRunner().invoke(gate, ["state", "--local", "--move"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert re.search("No such option.*--local", done.stderr)


def test_nothing_is_planned_while_a_state_lies_in_a_file(root: Path) -> None:
    with pytest.raises(Refused) as refusal:
        before_planning.preflight(Target(root, ACCOUNT))
    assert str(refusal.value) == (
        "terraform.account.tfstate: holds a state that is not in the bucket yet; move it with `gate state --move` first"
    )


def test_what_is_no_state_in_its_place_is_refused_too(root: Path) -> None:
    (root / "terraform.fraud-detection.tfstate").write_text("")
    with pytest.raises(Refused, match=r"^terraform\.fraud-detection\.tfstate: is no state"):
        before_planning.preflight(Target(root, ACCOUNT))


def test_once_they_are_moved_it_is_planned(root: Path) -> None:
    (root / "terraform.account.tfstate").unlink()
    before_planning.preflight(Target(root, ACCOUNT))


def test_a_local_aws_has_its_own_states(root: Path) -> None:
    before_planning.preflight(Target(root, ACCOUNT, provider={"access_key": "test"}))
