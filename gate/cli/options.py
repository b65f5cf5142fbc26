"""What several commands of the gate take, and how they refuse."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from gate.model import Verdict
from gate.run import today
from gate.synthesis import ROOT
from gate.words import printable

REPORTS = ROOT / "reports"
DATE = click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    default=today,
    show_default="today",
    help="The day, in UTC, that the verdict holds for.",
)


def refuse(reason: str) -> NoReturn:
    """Ends the process: it could not judge, and says why in one line."""
    click.echo(printable(reason), err=True)
    sys.exit(Verdict.ERROR.exit_code)
