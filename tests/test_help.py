"""What each command says of itself, without doing anything."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from gate.cli.command import COMMANDS as GATES
from gate.cli.command import gate

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = (
    *(
        "attack",
        "backtest",
        "bench",
        "capacity",
        "erasure",
        "fuzzing",
        "gate",
        "gate.diagram",
        "live",
        "live.local_aws",
        "openapi",
        "redrive",
        "reference",
        "review",
    ),
    *(
        "stacks",
        "successor",
        "teardown",
        "tests.mutants",
        "tests.policies.overlaps",
        "training",
        "training.export",
        "wording",
    ),
)
COLUMNS = 80


def run(*words: str) -> subprocess.CompletedProcess[str]:
    # With an empty PATH, and no CI: nothing that one of them would do, or say of a lack, is part of its help.
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    environment |= {"PATH": "", "COLUMNS": str(COLUMNS)}
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def assert_shows_an_example_and_the_exit_status(text: str) -> None:
    starts = [line.strip() for line in text.splitlines()]
    assert any(line.startswith(("Example:", "Examples:", "Example, ")) for line in starts)
    assert "Exit status:" in starts
    assert max(map(len, text.splitlines())) <= COLUMNS


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_explains_itself_and_does_nothing_else(command: str) -> None:
    done = run(command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.casefold().startswith("usage: ")
    assert command in done.stdout.splitlines()[0]
    assert_shows_an_example_and_the_exit_status(done.stdout)
    assert run(command, "-h").stdout == done.stdout


@pytest.mark.parametrize("name", GATES)
def test_a_command_of_the_gate_explains_itself(name: str) -> None:
    done = CliRunner(env={"COLUMNS": str(COLUMNS)}).invoke(gate, [name, "--help"])
    assert done.exit_code == 0
    assert_shows_an_example_and_the_exit_status(done.stdout)


@pytest.mark.parametrize("command", COMMANDS)
def test_an_option_that_a_command_does_not_know_is_an_error_of_usage(command: str) -> None:
    done = run(command, "--no-such-option")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--no-such-option" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_list_of_commands_cuts_no_sentence_short() -> None:
    shown = click.Context(gate, info_name="gate", terminal_width=COLUMNS).get_help()
    assert "..." not in shown.partition("Commands:")[2]
