"""`gate synth`: the application that CDKTF's command line runs, with the gate in front of its output."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

import click

from gate.cli.options import DATE, REPORTS_OPTION, moment_or_now, refuse, refuse_reports
from gate.cli.result import show
from gate.model import worst
from gate.output import Foreign
from gate.run import synthesize_if_open
from gate.synthesis import OUTPUT
from gate.terraform_environment import settings, steering
from gate.words import printable


@click.command()
@REPORTS_OPTION
@DATE
def synth(reports: Path, date: datetime | None) -> None:
    """Synthesize for CDKTF; leave nothing unless the gate is open.

    cdktf.json names this as the application, so that `cdktf synth` and `cdktf deploy` stop at a violation. It writes
    into the folder that CDKTF_OUTDIR names, or into cdktf.out, and never takes a verdict from the cache. It refuses
    where the environment steers Terraform past the judged file, as TF_CLI_ARGS does. A folder that holds anything else
    than an earlier synthesis it leaves as it is, and refuses.

    \b
    Example:
      cdktf synth    runs it, and leaves a synthesis only if the gate is open

    \b
    Exit status:
      0  the gate is open
      1  a violation closes it
      2  it could not judge, and stays closed
    """
    steered = steering()
    if steered:
        refuse(steered)
    output = Path(os.environ.get("CDKTF_OUTDIR") or OUTPUT).absolute()
    try:
        assessments = synthesize_if_open(output, reports, moment_or_now(date))
    except Foreign as error:
        refuse(str(error))
    except OSError as error:
        refuse_reports(reports, error)
    show(assessments, as_json=False)
    if settings():
        click.echo(printable(settings().removeprefix("; ")), err=True)
    sys.exit(worst(assessment.verdict for assessment in assessments).exit_code)
