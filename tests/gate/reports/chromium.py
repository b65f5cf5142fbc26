"""Chromium for tests that drive a page: commands go to its descriptor 3, answers come on 4, and no port opens."""

import fcntl
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.gate.reports.browser import Browser
from tests.gate.reports.dom import BROWSER, OPTIONS

NEEDED = [
    pytest.mark.skipif(BROWSER is None, reason="NOT TESTED: no chromium on the PATH; install Debian's chromium"),
    # One worker runs these, so that one browser does.
    pytest.mark.xdist_group("browser"),
]


@contextmanager
def started(user: Path) -> Iterator[Browser]:
    """A browser of its own; `user` is an empty folder for it."""
    assert BROWSER
    (here_read, there_write), (there_read, here_write) = os.pipe(), os.pipe()
    # Bash moves the two ends to the descriptors that chromium expects; they are beyond both of these here.
    ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (there_read, there_write)]
    command = ["bash", "-c", f'exec "$0" "$@" 3<&{ends[0]} 4>&{ends[1]}', BROWSER, *OPTIONS, "--remote-debugging-pipe"]
    process = subprocess.Popen(
        [*command, f"--user-data-dir={user}"], pass_fds=ends, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for end in (there_read, there_write, *ends):
        os.close(end)
    try:
        with os.fdopen(here_write, "wb", buffering=0) as commands, os.fdopen(here_read, "rb") as answers:
            driven = Browser(commands, answers)
            driven.attach()
            yield driven
            driven.session = ""
            driven.call("Browser.close")
    finally:
        process.kill()
        process.wait()
