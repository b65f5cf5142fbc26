"""The command line of the redrive: what lies there is shown; with --apply, what it asks for is done."""

from __future__ import annotations

import sys
from contextlib import ExitStack

import click

from redrive.clients import client
from redrive.letters import REASONS
from redrive.names import DEAD_LETTERS, OVERFLOW_DEAD_LETTERS, REVIEW_DEAD_LETTERS
from redrive.pace import Pace
from redrive.queue import MOST_HIDDEN, Queue
from redrive.report import Report
from redrive.run import look, settle

LEFT = 1
QUEUES = (DEAD_LETTERS, OVERFLOW_DEAD_LETTERS, REVIEW_DEAD_LETTERS)
# So long are letters hidden if the run is killed: a look is over sooner.
HIDDEN_SECONDS = {True: 600, False: 120}
HIDDEN = "letters are hidden: another run has them, or one was killed, and they are back within ten minutes"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--apply", "applied", is_flag=True, help="Do what the letters ask for. Without it, nothing is changed.")
@click.option(
    "--most",
    type=click.IntRange(1, MOST_HIDDEN),
    default=10_000,
    show_default=True,
    help="Take so many that something can be done about; without --apply, so many of any kind.",
)
@click.option(
    "--rate",
    type=click.IntRange(1, 100),
    default=50,
    show_default=True,
    help="Letters a second. The ten executions of a function take 100 calls a second, and new payments need them too: "
    "50 leave half to these. Lower it while more are sent.",
)
@click.option(
    "--reason", type=click.Choice(REASONS), metavar="REASON", help=f"Only letters kept for this: {', '.join(REASONS)}."
)
@click.option(
    "--show",
    type=click.IntRange(0),
    default=20,
    show_default=True,
    help="Letters that are lines: so many that are done, and so many that are not. All are counted.",
)
def redrive(applied: bool, most: int, rate: int, reason: str | None, show: int) -> None:
    """Show the dead letters of the deployed system, and settle them.

    A line is a letter: the reason, its message, the transaction, its age, and what would be done. With --apply it is
    done, and a letter is deleted only after that has succeeded. Those of a transaction are settled in their order, and
    what two of them ask for alike is done once. What fails is not tried again in the same run; ten transactions in a
    row that fail end it. Interrupt it at any time, and run it again to go on. It uses your own AWS credentials and
    region.

    \b
    Examples:
      python -m redrive                     what is there, what would be done
      python -m redrive --apply --most 1    settle one
      python -m redrive --apply --reason not_stored --rate 20

    \b
    Exit status:
      0  all letters that it took are settled, or nothing was to be changed
      1  some letters failed or are left
      2  it could not be run
    """
    report = Report(show)
    with ExitStack() as stack:
        queues = [stack.enter_context(Queue(client("sqs"), name, HIDDEN_SECONDS[applied])) for name in QUEUES]
        for queue in queues:
            if queue.hidden:
                print(f"{queue.name}: about {queue.hidden:,} {HIDDEN}", file=sys.stderr)
        if applied:
            stack.callback(report.say_done)
            settle(queues, report, most=most, pace=Pace(rate), reason=reason)
        else:
            stack.callback(report.say_looked, sum(queue.visible for queue in queues), most)
            look(queues, report, most=most, reason=reason)
    if applied and report.counts.total() > report.total("done"):
        sys.exit(LEFT)
