"""The process that fuzzes one target: how it is started, what it says, and that it ends with whoever started it."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from fuzzing.places import PYTHON, ROOT

# libFuzzer's own statuses are 70 to 79; Python's tracebacks end with 1.
CLEAN = 0
GRACE = 5  # seconds
# Where there is one, since files on a disk would take a process most of its time.
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own in it
STATUS = re.compile(r"^#(?P<runs>\d+)\s.*\bcov: (?P<edges>\d+) ft: (?P<features>\d+)")
RUNS = re.compile(r"^stat::number_of_executed_units: (\d+)")
WRITTEN = re.compile(r"Test unit written to (.+)$")
UNCAUGHT, LIBFUZZER = "=== Uncaught Python exception: ===", "ERROR: libFuzzer: "


@dataclass
class Said:
    """What a process has said so far: how far it is, and what it has found."""

    runs: int = 0
    edges: int = 0
    features: int = 0
    reason: str = ""
    input: Path | None = None
    last: list[str] = field(default_factory=list)

    def hear(self, line: str) -> None:
        """Takes in one line of what it prints."""
        if found := STATUS.match(line):
            self.runs, self.edges, self.features = (int(found[name]) for name in ("runs", "edges", "features"))
        elif found := RUNS.match(line):
            self.runs = int(found[1])
        elif found := WRITTEN.search(line):
            self.input = Path(found[1].strip())
        elif LIBFUZZER in line and not self.reason:
            self.reason = line.partition(LIBFUZZER)[2].strip()
        elif self.last and UNCAUGHT in self.last[-1]:
            self.reason = line.strip()
        self.last = [*self.last[-1:], line]


def fuzz(name: str, arguments: Sequence[str], log: Path, tell: Callable[[Said], None]) -> tuple[int, Said]:
    """Runs libFuzzer on a target to its end, and returns its status and what it said; `tell` hears each line."""
    said = Said()
    with log.open("w", encoding="utf-8") as written, _started(name, arguments) as process:
        for line in process.stdout or ():
            written.write(line)
            said.hear(line)
            tell(said)
        status = process.wait()
    if status != CLEAN and not said.reason:
        said.reason = said.last[-1].strip() if said.last else "it said nothing"
    return status, said


@contextmanager
def _started(name: str, arguments: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    """A process in a session of its own, so that Ctrl-C reaches its parent alone, which then ends it."""
    command = [str(PYTHON), "-B", "-m", "fuzzing.engine", name, *arguments]
    with TemporaryDirectory(prefix="fuzzing.", dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as scratch:
        process = subprocess.Popen(  # noqa: S603 - the project's own program
            command,
            cwd=ROOT,
            env={**os.environ, "TMPDIR": scratch, "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        try:
            yield process
        finally:
            _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
