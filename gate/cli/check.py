"""`gate check`: judge files, or synthesize the stacks and judge them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from gate.cli.options import DATE, REPORTS, given_moment, refuse_reports
from gate.cli.result import show
from gate.model import Assessment, worst
from gate.moment import now
from gate.unchanged import assess_stack


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--json", "as_json", is_flag=True, help="Print a list of files: verdict, counts, and what does not pass.")
@click.option("--passes", is_flag=True, help="With --json, print what passes as well.")
@click.option("--fresh", is_flag=True, help="Judge even if nothing has changed since the last run.")
@click.option(
    "--reports",
    type=click.Path(path_type=Path, file_okay=False),
    show_default="reports of the stack, none of a FILE",
    help="Folder for the reports.",
)
@DATE
def check(  # noqa: PLR0913, PLR0917 - an argument for each option
    files: tuple[Path, ...], as_json: bool, passes: bool, fresh: bool, reports: Path | None, date: datetime | None
) -> None:
    """Judge synthesized FILEs, or synthesize the stacks and judge them.

    Each file is judged on its own. Each cause is one line, the worst first: where, what, what to do, and which policy
    says so.

    \b
    Examples:
      gate check                                  judge the stacks, write reports/
      gate check old/cdk.tf.json --reports old    judge a file, write old/
      gate check old/cdk.tf.json --json | jq '.[].verdict'

    \b
    Exit status:
      0  the gate is open
      1  a violation closes it
      2  it could not judge, and stays closed
    """
    given = given_moment(date)
    try:
        assessments = _assessed(files, reports, given, fresh=fresh)
    except OSError as error:
        refuse_reports(reports or REPORTS, error)
    show(assessments, as_json=as_json, passes=passes)
    sys.exit(worst(assessment.verdict for assessment in assessments).exit_code)


def _assessed(files: Sequence[Path], reports: Path | None, given: str | None, *, fresh: bool) -> Sequence[Assessment]:
    if not files:
        return assess_stack(reports or REPORTS, given, fresh=fresh)
    from gate.run import assess_files  # noqa: PLC0415 - much of the gate, which says nothing about an unchanged stack

    return assess_files(files, reports, given or now())
