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
@click.option("--fresh", is_flag=True, help="Judge even if nothing has changed since the last run.")
@click.pass_context
def gate(context: click.Context, fresh: bool) -> None:
    """Judge the synthesized infrastructure before any deploy.

    Without a command, it synthesizes the stack and judges it, as `gate check` does. If nothing that could change the
    verdict has changed since the last run, it repeats that verdict, and says so. With CI set, it always judges.

    \b
    Examples:
      gate                        synthesize, judge, write reports/
      gate explain FRAUD_LOG_1    what a finding means, and what to do about it
      gate diff main HEAD         what a change makes weaker

    \b
    Exit status:
      0  the gate is open
      1  a violation closes it
      2  it could not judge, and stays closed
    """
    if context.invoked_subcommand is None:
        context.invoke(check, fresh=fresh)


@gate.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--json", "as_json", is_flag=True, help="Print a list of files with their verdicts and findings.")
@click.option("--fresh", is_flag=True, help="Judge even if nothing has changed since the last run.")
@click.option(
    "--reports", type=click.Path(path_type=Path, file_okay=False), default=REPORTS, help="Folder for the reports."
)
@DATE
def check(files: tuple[Path, ...], as_json: bool, fresh: bool, reports: Path, day: datetime) -> None:
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
    date = day.date().isoformat()
    try:
        judgements = judgements_on(files, reports, date) if files else judgements_on_stack(reports, date, fresh=fresh)
    except OSError as error:
        refuse(f"{reports}: the reports cannot be written: {error.strerror}; choose another folder with --reports")
    _say(judgements, as_json)
    sys.exit(worst(each.verdict for each in judgements).exit_code)


@gate.command()
@click.option(
    "--reports", type=click.Path(path_type=Path, file_okay=False), default=REPORTS, help="Folder for the reports."
)
@DATE
def synth(reports: Path, day: datetime) -> None:
    """Synthesize for CDKTF, and leave nothing unless the gate is open.

    cdktf.json names this as the application, so that `cdktf synth` and `cdktf deploy` stop at a violation. It writes
    into the folder that CDKTF_OUTDIR names, or into cdktf.out, and never takes a verdict from the cache.

    \b
    Example:
      cdktf deploy    runs it first, and deploys only if the gate is open

    \b
    Exit status:
      0  the gate is open
      1  a violation closes it
      2  it could not judge, and stays closed
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
    """List the rulebook: id, severity and title of every policy.

    \b
    Examples:
      gate policies | grep -i encrypt
      gate policies --json | jq -r '.[].id'

    \b
    Exit status:
      0  it is listed
      2  the rulebook cannot be read
    """
    click.echo(overview(_rulebook_or_exit(), as_json=as_json))


@gate.command()
@click.argument("policy_id", metavar="ID")
def explain(policy_id: str) -> None:
    """Explain a policy: rationale, controls, remediation, examples.

    \b
    Example:
      gate explain FRAUD_FUNCTION_1

    \b
    Exit status:
      0  it is explained
      2  nothing has this id, or the rulebook cannot be read
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
