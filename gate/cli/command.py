"""The command line of the gate."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from gate.cli.attest import attest
from gate.cli.diff import diff
from gate.cli.options import DATE, REPORTS, refuse
from gate.cli.verify import verify
from gate.explanations.policy import explanation, overview
from gate.model import Judgement, Outcome, Verdict, worst
from gate.reports.verdict_json import listed
from gate.run import judgements_on, judgements_on_stack, synthesized_only_if_open
from gate.synthesis import OUTPUT
from gate.words import HEADLINES, counted, line, printable
from policies.core.policy import Policy
from policies.core.rulebook import BrokenRulebook, rulebook


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="fraud-detection", message="%(version)s")
@click.option("--fresh", is_flag=True, help="Judge anew, whatever is remembered.")
@click.pass_context
def gate(context: click.Context, fresh: bool) -> None:
    """Judge the synthesized infrastructure before any deploy.

    Without a command: synthesize the stack and judge it, as `gate check` does. Where nothing has changed that could
    move it, the verdict is the remembered one, and the gate says so; with CI set, it always judges anew.

    \b
    Exit status: 0 the gate is open; 1 it is closed by violations; 2 it could not judge.
    """
    if context.invoked_subcommand is None:
        context.invoke(check, fresh=fresh)


@gate.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--json", "as_json", is_flag=True, help="Print a list of files with their verdicts and findings.")
@click.option("--fresh", is_flag=True, help="Judge anew, whatever is remembered.")
@click.option(
    "--reports", type=click.Path(path_type=Path, file_okay=False), default=REPORTS, help="Folder for the reports."
)
@DATE
def check(files: tuple[Path, ...], as_json: bool, fresh: bool, reports: Path, day: datetime) -> None:
    """Judge synthesized FILEs, or synthesize the stack and judge it.

    \b
    Examples:
      gate check                              synthesize, judge, write reports/
      gate check cdktf.out/stacks/*/cdk.tf.json
      gate check plan/cdk.tf.json --json | jq '.[].verdict'
    """
    date = day.date().isoformat()
    try:
        judgements = judgements_on(files, reports, date) if files else judgements_on_stack(reports, date, fresh=fresh)
    except OSError as error:
        refuse(f"{reports}: the reports cannot be written: {error.strerror}; choose another folder with --reports")
    _say(judgements, as_json)
    sys.exit(worst(each.verdict for each in judgements).exit_code)


@gate.command()
@click.option(
    "--reports", type=click.Path(path_type=Path, file_okay=False), default=REPORTS, help="Folder for reports."
)
@DATE
def synth(reports: Path, day: datetime) -> None:
    """Synthesize the stack for CDKTF's command line, and leave nothing of it unless the gate is open.

    cdktf.json names this as the application, so that `cdktf synth` and `cdktf deploy` stop at a violation. It writes
    where CDKTF_OUTDIR says, or into cdktf.out, and always judges anew.
    """
    output = Path(os.environ.get("CDKTF_OUTDIR") or OUTPUT).resolve()
    try:
        judgements = synthesized_only_if_open(output, reports, day.date().isoformat())
    except OSError as error:
        refuse(f"{reports}: the reports cannot be written: {error.strerror}; choose another folder with --reports")
    _say(judgements, as_json=False)
    sys.exit(worst(each.verdict for each in judgements).exit_code)


@gate.command()
@click.option("--json", "as_json", is_flag=True, help="Print the rulebook as a list of objects.")
def policies(as_json: bool) -> None:
    """List the rulebook: id, severity and title of every policy."""
    click.echo(overview(_rulebook_or_exit(), as_json=as_json))


@gate.command()
@click.argument("policy_id", metavar="ID")
def explain(policy_id: str) -> None:
    """Explain one policy: rationale, controls, remediation and examples.

    \b
    Example:
      gate explain FRAUD_FUNCTION_1
    """
    try:
        click.echo(explanation(_rulebook_or_exit(), policy_id))
    except LookupError as error:
        refuse(str(error.args[0]))


def _rulebook_or_exit() -> tuple[Policy, ...]:
    try:
        return rulebook()
    except BrokenRulebook as error:
        refuse(str(error))


def _say(judgements: Sequence[Judgement], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(listed(judgements), indent=2))
        return
    for each in judgements:
        for finding in each.findings:
            if finding.outcome is not Outcome.PASS:
                click.echo(line(finding))
        click.secho(_summary(each), bold=True, fg="green" if each.verdict is Verdict.OPEN else "red", color=_color())


def _color() -> bool | None:
    """No colour where NO_COLOR is set (no-color.org), else as the terminal has it."""
    return False if os.environ.get("NO_COLOR") else None


def _summary(judgement: Judgement) -> str:
    digest = f" {judgement.digest}" if judgement.digest else ""
    return printable(f"{HEADLINES[judgement.verdict]}: {judgement.file}{digest}: {counted(judgement.findings)}")


gate.add_command(attest)
gate.add_command(diff)
gate.add_command(verify)
