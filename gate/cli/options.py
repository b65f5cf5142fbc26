"""The options that several commands share, and how a command refuses."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click

from gate.model import Verdict
from gate.moment import FORMAT, NoMoment, given, now, written
from gate.synthesis import ROOT
from gate.words import printable

REPORTS = ROOT / "reports"
REPORTS_OPTION = click.option(
    "--reports", type=click.Path(path_type=Path, file_okay=False), default=REPORTS, help="Folder for the reports."
)
TIME = click.DateTime(["%Y-%m-%d", FORMAT])
DATE = click.option(
    "--date",
    "date",
    type=TIME,
    show_default="SOURCE_DATE_EPOCH, else now",
    help="The day, or the time to the second, in UTC, for which the verdict holds.",
)
OLD_KEYS = click.option(
    "--old-key",
    "old",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Public keys, PEM, of earlier entries.",
)
HEAD = click.option("--head", metavar="DIGEST", help="Kept head of the ledger; refuse a ledger that lacks it.")


def given_moment(date: datetime | None) -> str | None:
    """The time in UTC that the option or the environment gives, if one does; of a day, its first second."""
    try:
        return written(date) if date else given()
    except NoMoment as error:
        refuse(str(error))


def moment_or_now(date: datetime | None) -> str:
    """The same, else now."""
    return given_moment(date) or now()


def refuse(reason: str) -> NoReturn:
    """Ends the process: it could not judge, and says why in one line."""
    click.echo(printable(reason), err=True)
    sys.exit(Verdict.ERROR.exit_code)


def refuse_reports(folder: Path, error: OSError) -> NoReturn:
    """Ends the process, since the reports cannot be written into this folder."""
    refuse(f"{folder}: the reports cannot be written: {error.strerror}; choose another folder with --reports")
