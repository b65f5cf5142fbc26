"""The command line of the review."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import click

from review.payment import VERDICTS, Said
from review.session import analyst, now
from review.text import listed, shown_case
from review.views import default_file
from review.words import when

SETTINGS = {"help_option_names": ["-h", "--help"]}
DRY = click.option("--dry-run", "dry", is_flag=True, help="Say whether it could be done, and change nothing.")
UNCHANGED = "nothing was changed: --dry-run"


@click.group(context_settings=SETTINGS)
@click.option("--views", type=click.Path(path_type=Path), metavar="FILE", help="Where is kept who looked at what.")
@click.pass_context
def review(context: click.Context, views: Path | None) -> None:
    """Look at the payments that wait for a person, and decide them.

    A case is claimed first, for half an hour, so that no two analysts decide it; the verdict counts at the terminal. It
    uses your own AWS credentials and region, and keeps each look at a card's history in FILE. Messages of the review
    queue stay where they are.

    \b
    Examples:
      python -m review list            what waits, the largest risk first
      python -m review show ID         reasons, card, terminal, similar payments
      python -m review claim ID
      python -m review decide ID fraud
      python -m review serve           the same in a browser, by keyboard

    \b
    Exit status:
      0  it was done, or nothing had to be done
      1  it was not: somebody else was faster, or there is no such case
      2  it could not be run
    """
    context.obj = views or default_file()


@review.command("list")
@click.pass_obj
def list_(views: Path) -> None:
    """Show what waits, the largest risk first; piped, a line a case with tabs.

    \b
    Example:
      python -m review list | head -n 5
    """
    caller = analyst(views)
    waiting = caller.waiting()
    for line in listed(waiting, now=now(), who=caller.arn, piped=not sys.stdout.isatty()):
        print(line)
    print(f"{len(waiting)} waiting", file=sys.stderr)


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
    changed = analyst(views, dry=dry).decide(transaction, cast("Said", verdict))
    _say(f"decided: {verdict}" if changed else f"a reviewer has said {verdict} before; nothing was changed", dry)


@review.command()
@click.option("--port", type=click.IntRange(0, 65_535), default=0, help="Of the loopback; any that is free by default.")
@click.pass_obj
def serve(views: Path, port: int) -> None:
    """Show the same in a browser of this machine; its address opens once, and Ctrl-C ends it."""
    # Only here is a server needed, which takes longer to load than all the rest.
    from review.web.serve import serve as serve_page  # noqa: PLC0415

    serve_page(analyst(views), port)


def _say(done: str, dry: bool) -> None:
    print(f"it could be done; {UNCHANGED}" if dry else done)
