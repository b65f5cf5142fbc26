"""What is started in a session of its own is ended with whoever started it, however early that ends."""

import os
import subprocess
import sys
from contextlib import suppress

from gate.left_behind import adopting
from tests.processes import until

SLEEPING = [sys.executable, "-c", "import time; time.sleep(3600)"]


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_an_interrupt_that_comes_before_a_process_is_known_ends_it_too() -> None:
    started: list[subprocess.Popen[bytes]] = []
    with suppress(KeyboardInterrupt), adopting():
        started.append(subprocess.Popen(SLEEPING, start_new_session=True))
        raise KeyboardInterrupt
    (process,) = started
    try:
        assert until(lambda: not is_there(process.pid))
    finally:
        process.kill()
        process.wait()
