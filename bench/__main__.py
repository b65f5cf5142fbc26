"""python -m bench: times the gate and the functions, in three rounds of this very run."""

from __future__ import annotations

import gc
import os
import platform
import signal
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console
from rich.table import Table

from bench import JUDGING
from bench.against_plain import timed
from bench.drain import BATCH, CALLED
from bench.handlers import milliseconds
from bench.large_stack import large
from bench.rounds import ROOT, median
from gate.engines.judge import judge
from policies.core.recorded_calls import blocks, files
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from policies.requirements import DRAIN

STACK = ROOT / "cdktf.out" / "stacks" / "fraud-detection" / "cdk.tf.json"
OF = {
    DRAIN: f"each payment of a batch of {BATCH}",
    DRAIN + JUDGING: f"each payment of a call with {CALLED}",
}
SIZES = (100, 1_000, 10_000)


def main() -> None:
    """Runs the command line. A signal ends it, with every command under way and every folder."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    bench(prog_name="python -m bench")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
def bench() -> None:
    """Time the gate and the functions: three rounds of each.

    A row of the gate is the median, one of a function the best, since what disturbs a quick call only slows it. The
    gate is compared with the plain way: the bindings imported as documented, then Checkov's command line. That takes
    most of the five minutes. Compare ratios of one run, not times of different machines.

    \b
    Examples:
      make bench         runs the gate once before, and then this
      python -m bench

    \b
    Exit status:
      0    the table is printed
      1    a command that is timed failed
      130  it was interrupted; no process and no file is left behind
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        # What is stopped cannot clean up after itself: whatever the commands leave, they leave here.
        os.environ["TMPDIR"] = scratch
        Console().print(_table(Path(scratch)))


def _table(scratch: Path) -> Table:
    table = Table(title=f"{datetime.now(UTC).date()}, {platform.machine()}, Python {platform.python_version()}")
    for heading in ("what", "seconds", "against the plain way"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    for what, seconds, plain in timed(scratch / "out"):
        compared = "1" if seconds == plain else f"{plain / seconds:.1f} times as fast"
        table.add_row(what, f"{seconds:.2f}", compared)
    _judging(table)
    for function, spent in milliseconds(STACK.read_bytes()):
        of = OF.get(function, "a warm call")
        table.add_row(f"{function}: CPU of {of}, without AWS", f"{spent / 1000:.6f}", f"{spent:.3f} ms")
    return table


def _end(number: int, _: object) -> NoReturn:
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    sys.exit(128 + number)


def _judging(table: Table) -> None:
    # As the gate itself judges: its run is too short to look for garbage in.
    gc.disable()
    policies, real, records = rulebook(), STACK.read_bytes(), tuple(blocks(files()))
    smallest = 0.0
    for size in SIZES:
        file = large(real, at_least=size)
        seconds = median(lambda file=file: judge(Stack.load(file, records), policies))  # type: ignore[misc]
        smallest = smallest or seconds
        grown = f"{seconds / smallest:.0f} times the first, for {size // SIZES[0]} times as many"
        table.add_row(f"our own policies on {size:,} resources", f"{seconds:.3f}", grown if size > 100 else "")


if __name__ == "__main__":
    main()
