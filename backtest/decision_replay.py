"""python -m backtest replay: recorded payments decided by two commits, and which decisions change."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click

from backtest import files
from backtest.changes import changes
from backtest.commits import built, commit, decided_by
from backtest.comparison import Comparison, compared
from backtest.text import write
from gate.synthesis import ROOT
from gate.words import printable
from policies.requirements import REVIEW_THRESHOLD

SOME_CHANGE = 1
DAYS = click.FloatRange(0, 3650)


@click.command("replay", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("transactions", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--before", metavar="COMMIT", required=True, help="The commit that decided until now.")
@click.option("--after", metavar="COMMIT", default="HEAD", show_default=True, help="The commit to compare with it.")
@click.option("--delay", metavar="DAYS", type=DAYS, default=7, show_default=True, help="Until a fraud is confirmed.")
@click.option("--show", metavar="NUMBER", type=click.IntRange(0), default=20, show_default=True, help="List so many.")
def replay(transactions: tuple[Path, ...], before: str, after: str, delay: float, show: int) -> None:
    """Decide recorded payments by the code of two commits, and say which decisions change, and why.

    Each commit is taken from git, synthesized, and run in a process of its own, without credentials: its handler, with
    its rules, its model and the environment that its stack gives it. What is not committed takes no part. A model by
    HTTPS is not asked; the shipped one decides.

    FILE is as for python -m backtest: CSV, or JSON lines with rows of the table.

    \b
    Examples:
      python -m backtest replay rows.jsonl --before main
      python -m backtest replay april.csv --before v1.2 --after my-branch

    \b
    Exit status:
      0  no decision changes
      1  some decisions change
      2  it could not be said: a file or a commit is not as it must be
    """
    try:
        comparison = between(transactions, (before, after), delay)
    except ValueError as failure:
        raise click.ClickException(printable(str(failure))) from None
    write(changes(comparison, show))
    if comparison.changed:
        sys.exit(SOME_CHANGE)


def between(transactions: Sequence[Path], names: tuple[str, str], delay: float, root: Path = ROOT) -> Comparison:
    """Compare what two commits decide; ValueError says in one line why that cannot be."""
    ids = [commit(name, root) for name in names]
    payments = sorted(files.payments(transactions), key=lambda payment: payment.at)
    if not payments:
        raise ValueError("there is no payment to decide; name other files")
    with built(names[0], root) as before, built(names[1], root) as after, ThreadPoolExecutor(2) as both:
        first, second = both.map(lambda commit: decided_by(commit, payments, delay), (before, after))
    said = tuple(f"{name} ({id_[:12]})" for name, id_ in zip(names, ids, strict=True))
    return compared(payments, (said[0], said[1]), list(zip(first, second, strict=True)), REVIEW_THRESHOLD)
