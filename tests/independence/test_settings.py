"""Settings and policies are two statements by two owners: changing one alone closes the gate."""

from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

from gate.engines.judge import judge
from gate.model import Outcome
from policies.core.recorded_calls import blocks, files
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from policies.core.terraform_file import Unreadable
from stacks import app
from stacks.bundle import bundle
from stacks.settings import Settings
from tests.independence.classes import Bounded, Changes, Move
from tests.independence.table import SETTINGS

RULEBOOK = rulebook()
# Each of these is within its bounds, and no longer fits a setting that has not moved along.
ALONE = [
    Move({"invocation_timeout": 2}, "FRAUD_FUNCTION_9"),
    Move({"function_timeout": 1}, "FRAUD_FUNCTION_16"),
    Move({"drain_timeout": 40}, "FRAUD_QUEUE_9"),
    Move({"overflow_visibility": 300}, "FRAUD_ALARM_4"),
    Move({"call_timeout": 3}, "FRAUD_WORKFLOW_30"),
    Move({"workflow_timeout": 27}, "FRAUD_WORKFLOW_30"),
    Move({"firewall_window": 120}, "FRAUD_FIREWALL_4"),
    Move({"alarm_period": 300, "client_errors": 300}, "FRAUD_ALARM_4"),
]
MOVES = [*(move for name, setting in SETTINGS.items() for move in setting.moves(name)), *ALONE]


PACKED = cache(bundle)


@pytest.fixture(autouse=True)
def _packed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is packed of the functions is the same whatever the settings, and is packed once."""
    monkeypatch.setattr(app, "bundle", PACKED)


def closing(folder: Path, changes: Changes) -> set[str]:
    """What closes the gate on the stacks that are synthesized with these settings changed."""
    app.synthesize(folder / "out", settings=Settings(**changes))
    found = [judged(file) for file in sorted((folder / "out").glob("stacks/*/cdk.tf.json"))]
    return set().union(*found)


def judged(file: Path) -> set[str]:
    try:
        findings = judge(Stack.load(file.read_bytes(), blocks(files())), RULEBOOK)
    except Unreadable:
        return {"UNREADABLE"}
    return {finding.policy for finding in findings if finding.outcome is not Outcome.PASS}


def test_every_setting_has_a_class_and_no_class_is_left_over() -> None:
    assert set(SETTINGS) == {field.name for field in fields(Settings)}


def test_every_setting_is_within_its_own_bounds() -> None:
    bounded = {name: setting for name, setting in SETTINGS.items() if isinstance(setting, Bounded)}
    for name, bounds in bounded.items():
        assert bounds.low <= getattr(Settings(), name) <= bounds.high, name


def test_the_settings_as_they_are_leave_the_gate_open(tmp_path: Path) -> None:
    assert closing(tmp_path, {}) == set()


@pytest.mark.parametrize("move", [move for move in MOVES if move.closed_by], ids=str)
def test_a_value_that_is_not_agreed_or_out_of_bounds_closes_the_gate(move: Move, tmp_path: Path) -> None:
    assert move.closed_by in closing(tmp_path, move.changes)


@pytest.mark.parametrize("move", [move for move in MOVES if not move.closed_by and not move.is_none], ids=str)
def test_a_value_at_its_bound_leaves_the_gate_open(move: Move, tmp_path: Path) -> None:
    assert closing(tmp_path, move.changes) == set()
