"""Many files are judged in one process: each by itself, and what one leaves behind is gone before the next."""

import gc
import weakref
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gate import one_by_one as module
from gate.criteria import Criteria
from gate.model import Assessment
from gate.one_by_one import one_by_one
from gate.progress import NOTED
from policies.core.stack import Stack

FILES = tuple(Path(f"{name}.tf.json") for name in "abc")
TODAY = date(2026, 11, 26)


class Left:
    """What a scan leaves behind: it refers to itself, so that only a collection frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[weakref.ref[Any]]]:
    """What judging each file has left behind, with no collection but what is asked for, as in the gate."""
    behind: list[weakref.ref[Any]] = []

    def assess(path: Path, *_: object, **__: object) -> Assessment:
        assert [each() for each in behind] == [None] * len(behind)
        behind.append(weakref.ref(Left()))
        return Assessment(path.name, NOTED[1], (), stack=Stack(()))

    monkeypatch.setattr(module, "assess", assess)
    gc.disable()
    NOTED[:] = ["judging"]
    yield behind
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("left")
def test_each_file_has_its_own_assessment_and_is_named_while_it_is_judged() -> None:
    found = list(one_by_one(FILES, Criteria(), TODAY, with_stacks=True))
    assert [known.file for known in found] == [path.name for path in FILES]
    assert found[1].digest == "b.tf.json, 2 of 3 files"


def test_what_a_file_leaves_behind_is_gone_before_the_next(left: list[weakref.ref[Any]]) -> None:
    list(one_by_one(FILES, Criteria(), TODAY, with_stacks=True))
    assert len(left) == len(FILES)


@pytest.mark.usefixtures("left")
@pytest.mark.parametrize("shown", [True, False])
def test_a_stack_is_kept_for_reports_alone(shown: bool) -> None:
    found = one_by_one(FILES, Criteria(), TODAY, with_stacks=shown)
    assert [known.stack is not None for known in found] == [shown] * len(FILES)


def test_what_the_next_scan_replaces_is_gone_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    latest, behind = [Left()], list[weakref.ref[Any]]()

    def assess(path: Path, *_: object, **__: object) -> Assessment:
        # Of the first file something may stay for good, of the latest one all does.
        assert [each() for each in behind[1:-1]] == [None] * len(behind[1:-1])
        latest[:] = [Left()]
        behind.append(weakref.ref(latest[0]))
        return Assessment(path.name, "", ())

    monkeypatch.setattr(module, "assess", assess)
    try:
        assert len(list(one_by_one(FILES * 2, Criteria(), TODAY, with_stacks=False))) == len(behind)
    finally:
        gc.unfreeze()
