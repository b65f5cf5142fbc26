"""`gate check`: judge files, or synthesize the stack and judge it."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from gate.cli.options import DATE, REPORTS_OPTION, given_moment, refuse_reports
from gate.cli.result import show
from gate.model import worst
from gate.moment import now
from gate.run import assess_files, assess_stack


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--json", "as_json", is_flag=True, help="Print a list of files with their verdicts and findings.")
@click.option("--fresh", is_flag=True, help="Judge even if nothing has changed since the last run.")
@REPORTS_OPTION
@DATE
def check(files: tuple[Path, ...], as_json: bool, fresh: bool, reports: Path, date: datetime | None) -> None:
    """Judge synthesized FILEs, or synthesize the stack and judge it.

    Each file is judged on its own. What does not pass is one line: where, what, what to do, and which policy says so.

    \b
    Examples:
      gate check                                  judge the stack, write reports/
      gate check old/cdk.tf.json --reports old    judge a file, keep reports/
      gate check old/cdk.tf.json --json | jq '.[].verdict'

    \b
    Exit status:
      0  the gate is open
      1  a violation closes it
      2  it could not judge, and stays closed
    """
    given = given_moment(date)
    try:
        assessments = (
            assess_files(files, reports, given or now()) if files else assess_stack(reports, given, fresh=fresh)
        )
    except OSError as error:
        refuse_reports(reports, error)
    show(assessments, as_json=as_json)
    sys.exit(worst(assessment.verdict for assessment in assessments).exit_code)
