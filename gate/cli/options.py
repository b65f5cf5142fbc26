"""The options that several commands share, and how a command refuses."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from gate.model import Verdict
from gate.run import today
from gate.synthesis import ROOT
from gate.words import printable

REPORTS = ROOT / "reports"
REPORTS_OPTION = click.option(
    "--reports", type=click.Path(path_type=Path, file_okay=False), default=REPORTS, help="Folder for the reports."
)
DATE = click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    default=today,
    show_default="today",
    help="The day, in UTC, for which the verdict holds.",
)


def refuse(reason: str) -> NoReturn:
    """Ends the process: it could not judge, and says why in one line."""
    click.echo(printable(reason), err=True)
    sys.exit(Verdict.ERROR.exit_code)


def refuse_reports(folder: Path, error: OSError) -> NoReturn:
    """Ends the process, since the reports cannot be written into this folder."""
    refuse(f"{folder}: the reports cannot be written: {error.strerror}; choose another folder with --reports")
