"""Whatever a mutant does ends with the copy of the process that tries it."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.mutants.forked import NEVER_ENDED, asked
from tests.processes import processes, shown, until


def test_what_is_answered_comes_back_and_nothing_is_an_answer_too() -> None:
    assert asked(lambda: "the examples", 60) == "the examples"
    assert asked(lambda: "", 60) == ""


def test_a_copy_that_dies_has_not_survived() -> None:
    assert asked(lambda: os._exit(0), 60) == "it ends the process"


def test_a_copy_that_raises_has_not_survived() -> None:
    def raises() -> str:
        raise ValueError

    assert asked(raises, 60) == "it ends the process"


def test_code_that_interrupts_itself_is_interrupted_as_it_would_be_elsewhere() -> None:
    def interrupted() -> str:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            return "it goes on"
        return "it heard nothing"

    assert asked(interrupted, 60) == "it goes on"


def test_one_that_never_ends_is_stopped() -> None:
    def waits() -> str:
        time.sleep(900)
        return ""

    assert asked(waits, 0.2) == NEVER_ENDED


@shown
def test_what_a_copy_started_is_stopped_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    mark = f"MUTANT_OF_{os.getpid()}"

    def starts() -> str:
        os.environ[mark] = "1"
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(900)"], env={**os.environ, mark: "started"})
        return ""

    assert asked(starts, 60) == ""
    assert until(lambda: not processes(f"{mark}=started"))
