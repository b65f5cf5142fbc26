"""What a command that changes something, or only looks, says where it is interrupted; and with which status it ends."""

import signal
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click
import pytest
from click.testing import CliRunner

from gate.cli import drift, state
from gate.cli.command import gate
from gate.cli.deploy_options import Options
from gate.cli.interrupted import interrupted
from gate.deploy.target import Target

DEPLOY = "gate: interrupted: what was made is in the state; run `gate deploy` again, which goes on from there\n"
DRIFT = "gate: interrupted: what is deployed was not compared; nothing was changed\n"
STATE = (
    "gate: interrupted: a state stays in its file until it is moved; run `gate state` again, which goes on from there\n"
)
ENDS = ((KeyboardInterrupt(), 130), (SystemExit(143), 143), (SystemExit(129), 129), (click.Abort(), 130))


def raising(error: BaseException) -> Callable[..., NoReturn]:
    def raises(*_: object, **__: object) -> NoReturn:
        raise error

    return raises


@pytest.mark.parametrize(("error", "status"), ENDS)
@pytest.mark.parametrize(("command", "said"), [("deploy", DEPLOY), ("drift", DRIFT), ("state", STATE)])
def test_it_says_what_is_true_then(  # noqa: PLR0913, PLR0917 - each is one of a few
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, said: str, error: BaseException, status: int
) -> None:
    target = Target(tmp_path, {})
    monkeypatch.setattr(Options, "read", raising(error))
    for module in (drift, state):
        monkeypatch.setattr(module, "account", lambda: target)
        monkeypatch.setattr(module, "judged_open", raising(error))
    done = CliRunner().invoke(gate, [command])
    assert (done.exit_code, done.stdout, done.stderr) == (status, "", said)


@pytest.mark.parametrize("status", [0, 1, 2])
def test_what_ends_by_itself_says_nothing_of_it(status: int, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended, interrupted("something"):
        raise SystemExit(status)
    assert ended.value.code == status
    assert capsys.readouterr().err == ""


def test_a_terminal_that_is_gone_changes_no_status(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(click, "echo", raising(OSError("EIO")))
    with pytest.raises(SystemExit) as ended, interrupted("something"):
        raise SystemExit(128 + signal.SIGHUP)
    assert ended.value.code == 128 + signal.SIGHUP
