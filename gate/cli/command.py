"""The command line of the gate: the commands together, and what runs without one."""

from __future__ import annotations

import click

from gate.cli.attest import attest
from gate.cli.check import check
from gate.cli.diff import diff
from gate.cli.explain import explain
from gate.cli.policies import policies
from gate.cli.synth import synth
from gate.cli.verify import verify


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="fraud-detection", message="%(version)s")
@click.option("--fresh", is_flag=True, help="Judge again, whatever is remembered.")
@click.pass_context
def gate(context: click.Context, fresh: bool) -> None:
    """Judge the synthesized infrastructure before any deploy.

    Without a command: synthesize the stack and judge it, as `gate check` does. Where nothing has changed that could
    change the verdict, it is the remembered one, and the gate says so. With CI set, it always judges again.

    \b
    Exit status: 0 the gate is open; 1 it is closed by violations; 2 it could not judge.
    """
    if context.invoked_subcommand is None:
        context.invoke(check, fresh=fresh)


for command in (check, synth, policies, explain, attest, diff, verify):
    gate.add_command(command)
