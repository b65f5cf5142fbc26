"""The result of a run as the command line prints it."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from gate.model import Assessment, Outcome, Verdict
from gate.reports.places import told_apart
from gate.reports.verdict_json import as_list
from gate.words import ALONE, HEADLINES, counted, json_text, line, printable


def show(assessments: Sequence[Assessment], *, as_json: bool) -> None:
    """One line for each finding that does not pass and one for each file, or all of it as JSON."""
    if as_json:
        click.echo(json_text(as_list(assessments)))
        return
    for assessment, findings in zip(assessments, told_apart(assessments), strict=True):
        for finding in findings:
            if finding.outcome is not Outcome.PASS:
                click.echo(line(finding))
        color = "green" if assessment.verdict is Verdict.OPEN else "red"
        click.secho(_summary(assessment), bold=True, fg=color, color=colored())


def colored() -> bool | None:
    """No colour where NO_COLOR is set (no-color.org), else as the terminal has it."""
    return False if os.environ.get("NO_COLOR") else None


def _summary(assessment: Assessment) -> str:
    digest = f" {assessment.digest}" if assessment.digest else ""
    alone = f", {ALONE}" if assessment.alone else ""
    count = counted(assessment.findings)
    return printable(f"{HEADLINES[assessment.verdict]}: {assessment.file}{digest}{alone}: {count}")
