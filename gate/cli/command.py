"""The command line of the gate: the commands together, and what runs without one."""

from __future__ import annotations

import click

from gate.cli.attest import attest
from gate.cli.check import check
from gate.cli.diff import diff
from gate.cli.explain import explain
from gate.cli.export import export
from gate.cli.policies import policies
from gate.cli.preflight import preflight
from gate.cli.restore import restore
from gate.cli.synth import synth
from gate.cli.verify import verify


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


for command in (check, synth, policies, explain, attest, diff, export, preflight, restore, verify):
    gate.add_command(command)
