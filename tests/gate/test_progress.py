"""A run that takes long says what it does: plain lines in a log, few of them however long it takes."""

import time

import pytest

from gate import progress


def test_a_long_step_is_told_in_plain_lines_that_become_rare(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "FIRST", 0.01)
    with progress.step("judging"):
        time.sleep(0.03)
        progress.note("a.json, 2 of 3 files", progress.FILE)
        progress.note("Checkov", progress.PHASE)
        time.sleep(0.3)
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("judging ... since ")
    assert said[-1].startswith("judging: a.json, 2 of 3 files: Checkov ... since ")
    assert len(said) <= 6


def test_a_short_step_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.step("judging"):
        pass
    assert capsys.readouterr().err == ""
