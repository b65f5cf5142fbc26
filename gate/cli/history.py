"""`gate history`: what was deployed, by whose approval, and since when a control passes."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from gate.cli.ledger_keys import trusted
from gate.cli.options import HEAD, OLD_KEYS, refuse
from gate.cli.verified_ledger import UNANSWERED, verified_ledger
from gate.ledger import answers, as_json, shown
from gate.ledger.asked import NoAnswer
from gate.synthesis import ROOT
from gate.terminal import colored
from gate.words import json_text, printable

LEDGER = ROOT / "ledger"


@click.command()
@click.option("--ledger", "place", default=str(LEDGER), show_default="ledger", help="A folder, or s3://BUCKET/PREFIX.")
@click.option("--key", "keys", type=click.Path(path_type=Path), multiple=True, help="Public key, PEM, that signs now.")
@OLD_KEYS
@HEAD
@click.option("--control", default="", help="Since when does this control pass?")
@click.option("--on", "date", type=click.DateTime(["%Y-%m-%d"]), help="What was deployed on this day, in UTC?")
@click.option("--json", "as_object", is_flag=True, help="Print one object.")
def history(  # noqa: PLR0913, PLR0917 - an argument for each option
    place: str,
    keys: Sequence[Path],
    old: Sequence[Path],
    head: str | None,
    control: str,
    date: datetime | None,
    as_object: bool,
) -> None:
    """Say what was deployed, who approved it, and how controls fared.

    It verifies the ledger first, and answers nothing unless the chain of its entries holds: each is signed, has the
    number of its file, names the digest of the one before it, and is no older. Each entry that was altered, removed,
    exchanged or written anew is named, and so is each file that is none. A deploy that nobody has verified after it
    was applied is shown as such.

    Only with --key is a signature checked: an entry must be signed by that key, or by one of --old-key, of which none
    signs after a newer one has. Only with --head is it noticed that the newest entries were removed: keep that digest
    where nobody who deploys can write.

    \b
    Examples:
      gate history --key gate.pub.pem --head sha256:5d41...
      gate history --key gate.pub.pem --control "PCI DSS 10.5.1"
      gate history --ledger s3://audit/fraud-detection --on 2026-11-28

    \b
    Exit status:
      0  the chain holds, and the question is answered
      1  the chain does not hold
      2  it could not be read, or the question has no answer
    """
    if control and date:
        refuse(f"--control, --on: are two questions; ask one of them; {UNANSWERED}")
    known = verified_ledger(place, trusted(keys, old, UNANSWERED), head, as_object=as_object)
    recorded = answers.deploys(known.chain.entries)
    try:
        content, lines = _answer(recorded, control, date)
    except NoAnswer as error:
        refuse(f"{error}; {UNANSWERED}")
    if as_object:
        click.echo(json_text({**known.content(), **content}))
        return
    for line in lines:
        marked = click.style(line, fg="yellow") if answers.NOT_VERIFIED in line else line
        click.echo(marked, color=colored())
    for line in (str(known), *known.notes):
        click.echo(printable(line), err=True)


def _answer(
    recorded: Sequence[answers.Recorded], control: str, date: datetime | None
) -> tuple[Mapping[str, Any], Iterator[str]]:
    if control:
        changes = answers.turns(recorded, control)
        return as_json.control(changes), shown.control_lines(changes, recorded[-1])
    if date:
        asked = date.date().isoformat()
        found = answers.on(recorded, date.date())
        return as_json.day(found, asked), shown.day_lines(found, asked)
    return as_json.deploys(recorded), shown.table(recorded, aligned=sys.stdout.isatty())
