"""What the command says where it is interrupted, and where it fails in a way that nobody foresaw."""

import runpy
import sys

import click
import pytest

from redrive import __main__ as module
from redrive import command


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (KeyboardInterrupt(), 130, "redrive: interrupted; run it again to go on\n"),
        (OSError(), 2, "redrive: could not go on: OSError; nothing was deleted that was not settled\n"),
    ],
)
def test_however_it_ends_it_says_that_nothing_is_lost(
    error: BaseException, status: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails() -> None:
        raise error

    monkeypatch.setattr(command, "redrive", click.Command("redrive", callback=fails))
    monkeypatch.setattr(sys, "argv", ["redrive"])
    monkeypatch.setattr("signal.signal", lambda *_: None)
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(module.__file__), run_name="__main__")
    assert (ended.value.code, capsys.readouterr().err.lstrip()) == (status, said)


def test_a_wrong_argument_is_told_by_the_name_that_the_command_is_started_with(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["redrive", "--most", "0"])
    monkeypatch.setattr("signal.signal", lambda *_: None)
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(module.__file__), run_name="__main__")
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("Usage: python -m redrive [OPTIONS]\n")
