"""The gate against the plain way: the bindings imported as documented, then Checkov's command line."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from bench.job import jobs
from bench.rounds import NOTHING, command, median
from gate.cache import FILE as CACHE

BIN = Path(sys.executable).parent
GATE = BIN / "gate"
# The bindings as their documentation imports them: the whole package, and then the same application.
PLAIN = (
    "import sys, cdktf_cdktf_provider_aws; from pathlib import Path; from stacks.app import synthesize; "
    "synthesize(Path(sys.argv[1]))"
)


class Timed(NamedTuple):
    """What was timed, in seconds, and how long the plain way took under the same conditions."""

    what: str
    seconds: float
    plain: float


def timed(output: Path) -> Iterator[Timed]:
    """The plain way first, which synthesizes into the folder `output`; then the gate, and both as a job starts them."""
    plain = median(lambda: _plain(output))
    yield Timed("the plain way: bindings as documented, then Checkov's command line", plain, plain)
    for what, action in (
        ("the whole gate, without its cache", command(GATE, "--fresh")),
        ("the whole gate, nothing changed", command(GATE)),
        ("all hooks, the gate among them, on a commit that changes the stack", _hooks),
    ):
        action()
        yield Timed(what, median(action), plain)
    with jobs() as start:
        plain = median(lambda: _plain(output, start()))
        yield Timed("the plain way, as a job of CI starts: nothing compiled or unpacked", plain, plain)
        yield Timed("the whole gate, as a job of CI starts", median(lambda: _gate(start())), plain)


def _plain(output: Path, environment: Mapping[str, str] = NOTHING) -> None:
    command(sys.executable, "-c", PLAIN, output, environment=environment)()
    # Checkov ends with 1, since it finds what policies/checkov.toml declines.
    scan = ("checkov", "-d", output, "--framework", "terraform_json", "--skip-download")
    command(BIN / scan[0], *scan[1:], environment=environment, statuses=(0, 1))()


def _gate(environment: Mapping[str, str]) -> None:
    command(GATE, environment=environment)()


def _hooks() -> None:
    # The gate has judged this very tree: without what it remembers it judges as after a change.
    CACHE.unlink(missing_ok=True)
    command(BIN / "pre-commit", "run", "--files", "stacks/settings.py")()
