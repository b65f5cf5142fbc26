"""The command line of the backtest: which payments, which candidates, and what is written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from backtest.asked import Asked, Progress
from backtest.decision_replay import replay
from backtest.html import render
from backtest.text import report, write
from gate.atomic import replace
from gate.words import printable
from policies.requirements import REVIEW_THRESHOLD

DAYS = click.FloatRange(0, 3650)
TIME = click.DateTime(("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"))
FILE = click.Path(path_type=Path)
MOST = 2


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--transactions", metavar="FILE", multiple=True, type=FILE, help="Recorded payments; may be repeated.")
@click.option("--table", is_flag=True, help="Take the rows of the deployed table, by your own AWS credentials.")
@click.option("--since", metavar="TIME", type=TIME, help="Of the table: from this time on, UTC.")
@click.option("--until", metavar="TIME", type=TIME, help="Of the table: up to this time, UTC.")
@click.option("--limit", metavar="ROWS", type=click.IntRange(1), help="Of the table: read at most so many; a million.")
@click.option("--simulate", metavar="DAYS", type=click.IntRange(1, 365), help="Take simulated payments instead.")
@click.option("--rules", metavar="FILE", multiple=True, type=FILE, help="A rules file; twice for two candidates.")
@click.option("--model", metavar="FILE", multiple=True, type=FILE, help="A model; twice for two candidates.")
@click.option("--set", "changes", metavar="CODE.FACT=NUMBER", multiple=True, help="Change one number of candidate B.")
@click.option("--delay", metavar="DAYS", type=DAYS, default=7, show_default=True, help="Until a fraud is confirmed.")
@click.option("--honest-after", metavar="DAYS", type=DAYS, default=30, show_default=True, help="Not reported: honest.")
@click.option("--warm-up", metavar="DAYS", type=DAYS, default=0, show_default=True, help="Learned from, not counted.")
@click.option(
    "--review-limit",
    metavar="DOLLARS",
    type=click.FloatRange(0, min_open=True),
    default=REVIEW_THRESHOLD,
    show_default=True,
    help="Above it a person looks.",
)
@click.option("--html", metavar="FILE", type=FILE, help="Write the report as one HTML page, with plots, as well.")
@click.option("--quiet", is_flag=True, help="Tell no progress.")
@click.pass_context
def backtest(context: click.Context, /, html: Path | None, quiet: bool, **given: Any) -> None:
    """Decide recorded payments again by other rules or another model.

    A is compared with B: what is alerted, caught and stopped, as a whole and by segment, and which payments change
    side, and why. All run through the analyzer's own code in the order of time, as deployed: what a candidate flags
    changes what it knows of the card afterwards, and a fraud reaches its terminal's count when it is confirmed.

    What is given once is candidate B's, and A is what is shipped. What is given twice is A's and then B's; what is
    given once beside it is both's.

    FILE is CSV with the columns TX_DATETIME (UTC), CUSTOMER_ID, TERMINAL_ID, TX_AMOUNT (US dollars) and TX_FRAUD
    (1, 0, or empty if not known), and, if you have them, TRANSACTION_ID, MERCHANT_ID, COUNTRY and ENTRY_MODE. Or it
    is JSON lines: rows of the table transactions, as DynamoDB exports them. --table reads these rows from AWS, and
    needs dynamodb:Scan on the table and kms:Decrypt with its key; both are granted to nobody by default.

    \b
    Examples:
      python -m backtest --transactions april.csv --rules new-rules.json
      python -m backtest --transactions rows.jsonl --model A.json --model B.json
      python -m backtest --table --since 2026-10-01 --rules new-rules.json
      python -m backtest --simulate 21 --set amount_far_above_usual.times_usual=3

    \b
    Exit status:
      0  the report is printed
      2  it could not be run; the reason is one line, with the file and the line
    """
    if context.invoked_subcommand is None:
        _run(Asked(**given), html, _told if not quiet else lambda _: None)


def _run(asked: Asked, html: Path | None, progress: Progress) -> None:
    if [bool(asked.transactions), asked.table, asked.simulate is not None].count(True) != 1:
        raise click.UsageError("name one source of payments: --transactions, --table or --simulate")
    if not asked.table and (asked.since or asked.until or asked.limit):
        raise click.UsageError("--since, --until and --limit bound what --table reads; leave them out")
    named = (asked.rules, asked.model)
    if max(map(len, named)) > MOST or not (any(named) or asked.changes):
        raise click.UsageError("name what to try, by --rules, --model or --set; rules and models at most twice")
    try:
        comparison = asked.comparison(progress)
    except ValueError as failure:
        raise click.ClickException(printable(str(failure))) from None
    if html:
        _keep(html, render(comparison))
    write(report(comparison))


def _keep(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        replace(file, text)
    except OSError as failure:
        why = failure.strerror or type(failure).__name__
        raise click.ClickException(f"{file}: cannot be written ({why}); name another file") from None


def _told(text: str) -> None:
    print(f"backtest: {text}", file=sys.stderr, flush=True)


backtest.add_command(replay)
