"""The command line of the review."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import click

from review.after_verdict import after_verdict
from review.payment import VERDICTS, Said
from review.session import ONCE, analyst, now, sweeper
from review.sweep_command import sweep
from review.text import listed, shown_case
from review.views import default_file
from review.web.command import serve
from review.words import waiting, when

SETTINGS = {"help_option_names": ["-h", "--help"]}
DRY = click.option("--dry-run", "dry", is_flag=True, help="Say whether it could be done, and change nothing.")
UNCHANGED = "nothing was changed: --dry-run"


@click.group(context_settings=SETTINGS)
@click.option("--views", type=click.Path(path_type=Path), metavar="FILE", help="Where is kept who looked at what.")
@click.pass_context
def review(context: click.Context, views: Path | None) -> None:
    """Look at the payments that wait for a person, and decide them.

    A case is claimed first, for half an hour, so that no two analysts decide it; the verdict counts at the terminal. It
    uses your own AWS credentials and region, and keeps each look at a card's history in FILE. What is decided is no
    longer announced in the queue, by whose oldest message operations are alarmed.

    \b
    Examples:
      python -m review list            what waits, the largest risk first
      python -m review show ID         reasons, card, terminal, similar payments
      python -m review claim ID
      python -m review decide ID fraud
      python -m review serve           the same in a browser, by keyboard
      python -m review sweep           take out of the queue what is decided

    \b
    Exit status:
      0  it was done, or nothing had to be done
      1  it was not: somebody else was faster, or there is no such case
      2  it could not be run
    """
    context.obj = views or default_file()


review.add_command(serve)
review.add_command(sweep)


@review.command("list")
@click.pass_obj
def list_(views: Path) -> None:
    """Show what waits, the largest risk first; piped, a line a case with tabs.

    \b
    Example:
      python -m review list | head -n 5
    """
    caller = analyst(views)
    cases, at = caller.waiting(), now()
    for line in listed(cases, now=at, who=caller.arn, piped=not sys.stdout.isatty()):
        print(line)
    print(waiting(cases, at), file=sys.stderr)


@review.command()
@click.argument("transaction", metavar="ID")
@click.pass_obj
def show(views: Path, transaction: str) -> None:
    """Show a case: reasons, card, terminal, similar payments. That you looked is kept."""
    caller = analyst(views)
    for line in shown_case(caller.look(transaction), now=now(), who=caller.arn):
        print(line)


@review.command()
@click.argument("transaction", metavar="ID")
@DRY
@click.pass_obj
def claim(views: Path, transaction: str, dry: bool) -> None:
    """Claim a case for half an hour."""
    until = analyst(views, dry=dry).claim(transaction)
    _say(f"claimed until {when(until)}", dry)


@review.command()
@click.argument("transaction", metavar="ID")
@DRY
@click.pass_obj
def release(views: Path, transaction: str, dry: bool) -> None:
    """Give a case back that you have claimed."""
    analyst(views, dry=dry).release(transaction)
    _say("released", dry)


@review.command()
@click.argument("transaction", metavar="ID")
@click.argument("verdict", type=click.Choice(VERDICTS))
@DRY
@click.pass_obj
def decide(views: Path, transaction: str, verdict: str, dry: bool) -> None:
    """Decide a case that you have claimed; to correct a verdict, claim the case and decide it again."""
    decided = analyst(views, dry=dry).decide(transaction, cast("Said", verdict))
    _say(f"decided: {verdict}" if decided else f"a reviewer has said {verdict} before; nothing was changed", dry)
    if decided and not dry:
        after_verdict(sweeper(ONCE), decided.announcement)


def _say(done: str, dry: bool) -> None:
    print(f"it could be done; {UNCHANGED}" if dry else done)
