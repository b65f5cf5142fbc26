"""Asks something of a copy of this process, so that whatever a mutant does ends with the copy."""

import os
import select
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

NEVER_ENDED = "it never ends"


def asked(do: Callable[[], str], seconds: float) -> str:
    """What `do` answers in a copy; a copy that crashes or takes longer than that answers what it did instead."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _answer(do, writing)
    os.close(writing)
    try:
        return _heard(reading, seconds)
    finally:
        os.close(reading)
        # The copy leads a group of its own, with whatever it has started.
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _heard(reading: int, seconds: float) -> str:
    if not select.select([reading], [], [], seconds)[0]:
        return NEVER_ENDED
    # One write of less than a page comes whole; a copy that died wrote nothing.
    said, whole, _ = os.read(reading, 4096).decode().partition("\n")
    return said if whole else "it ends the process"


def _answer(do: Callable[[], str], writing: int) -> None:
    try:
        os.setpgid(0, 0)
        # Whoever interrupts the run means the run; it is what ends its copies.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(quiet, stream)
        sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        os.write(writing, do().replace("\n", " ")[:1000].encode() + b"\n")
    finally:
        os._exit(0)
