"""The command that takes announcements out of the queue."""

from __future__ import annotations

import sys

import click

from commands.process import STOPPED, Stopped
from commands.times import ago
from review.session import now, sweeper
from review.words import shown

MOST = 10_000


@click.command()
@click.option("--limit", type=click.IntRange(1, MOST), default=MOST, show_default=True, help="Stop after this many.")
def sweep(limit: int) -> None:
    """Take announcements out of the queue whose case is decided, or that nobody has to review.

    Others stay, and are looked at twice at most, however often you run it: SQS counts the looks. Nothing is looked at
    while a case waits for which the alarm rings: decide that first. What names no stored payment is left for the dead
    letters, and is said, with exit status 1.

    \b
    Example:
      python -m review sweep
    """
    swept = sweeper().sweep(most=limit, seconds=MOST, wait=1)
    if swept.overdue:
        paid = ago(swept.overdue.at, now())
        raise Stopped(f"{shown(swept.overdue.id)}, paid {paid} ago, rings the alarm; decide it first, and sweep then")
    for message in sorted(swept.left):
        print(f"{message} names no stored payment; it is left for the dead letters", file=sys.stderr)
    print(f"looked at {swept.seen}: {swept.deleted} taken out, {swept.waiting} open, {len(swept.left)} not understood")
    if swept.left:
        sys.exit(STOPPED)
