"""The command line of the redrive: every letter is shown; with --apply, what it asks for is done."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Any

import click

from commands.messages import Message
from redrive.deeds import Forget, Leave, Notify, Publish, Review, Start
from redrive.letters import REASONS, Letter, read
from redrive.names import DEAD_LETTERS, REVIEW_DEAD_LETTERS
from redrive.queue import Queue
from redrive.system import Done, client, perform

LEFT, MOST = 1, 1_000
QUEUES = (DEAD_LETTERS, REVIEW_DEAD_LETTERS)
INTENT: Mapping[type[Any], str] = {
    Start: "start the workflow again",
    Publish: "publish the event",
    Notify: "notify the customer",
    Review: "put it back into the review queue",
    Forget: "delete it: nothing is left to be done",
}


@dataclass(frozen=True)
class Line:
    """What is said of one letter; it holds no card token, no amount and no one's address."""

    reason: str
    letter: str
    transaction: str
    kept: str
    done: Done

    def __str__(self) -> str:
        return "\t".join((self.reason, self.letter, self.transaction or "-", self.kept, self.done.words))


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--apply", "applied", is_flag=True, help="Do what the letters ask for. Without it, nothing is changed.")
@click.option("--limit", type=click.IntRange(1, MOST), default=100, show_default=True, help="Stop after this many.")
@click.option(
    "--reason", type=click.Choice(REASONS), metavar="REASON", help=f"Only letters kept for this: {', '.join(REASONS)}."
)
def redrive(applied: bool, limit: int, reason: str | None) -> None:
    """Show the dead letters of the deployed system, and settle them.

    Each letter is a line: the reason, its message, the transaction, its age, and what would be done. With --apply it is
    done, and a letter is deleted only after that has succeeded; the first failure ends the run. It uses your own AWS
    credentials and region.

    \b
    Examples:
      python -m redrive                      what is there, what would be done
      python -m redrive --apply --limit 1    settle one
      python -m redrive --apply --reason not_stored

    \b
    Exit status:
      0  every letter is settled, or nothing was to be changed
      1  some letters are left, or a failure ended the run
      2  it could not be run
    """
    counts = Counter[bool]()
    try:
        with closing(_lines(reason, applied)) as lines:
            for line in islice(lines, limit):
                print(line, flush=True)
                counts[line.done.settled] += 1
    finally:
        print(_summary(counts, applied), file=sys.stderr)
    if applied and counts[False]:
        sys.exit(LEFT)


def _lines(reason: str | None, applied: bool) -> Generator[Line]:
    for name in QUEUES:
        with Queue(client("sqs"), name) as queue:
            for message in queue.messages():
                now = time.time_ns() // 1_000_000
                letter = read(message.body, queue=name, now=now)
                if reason in (None, letter.reason):
                    done = _settled(queue, message, letter) if applied else Done(False, _intent(letter))
                    yield Line(letter.reason, message.id, letter.transaction_id, ago(now - message.sent), done)


def _settled(queue: Queue, message: Message, letter: Letter) -> Done:
    """Only what is done is deleted: whoever dies in between does it once more, and loses nothing."""
    done = perform(letter.deed, queue_arn=queue.arn)
    if done.settled:
        queue.delete(message)
    return done


def _intent(letter: Letter) -> str:
    return f"leave it: it {letter.deed.why}" if isinstance(letter.deed, Leave) else INTENT[type(letter.deed)]


def _summary(counts: Counter[bool], applied: bool) -> str:
    if applied:
        return f"{counts[True]} settled and deleted, {counts[False]} left"
    return f"{counts.total()} looked at, nothing changed{'; settle them with --apply' if counts else ''}"


def ago(milliseconds: int) -> str:
    """`3 min`, `5 h`, `2 d`: how long ago, in the largest unit that is whole."""
    minutes = max(milliseconds, 0) // 60_000
    for length, unit in ((24 * 60, "d"), (60, "h")):
        if minutes >= length:
            return f"{minutes // length} {unit}"
    return f"{minutes} min"
