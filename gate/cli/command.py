"""The command line of the gate: the commands together, and what runs without one."""

from __future__ import annotations

from importlib import import_module

import click

# Each in the module of its name.
COMMANDS = (
    *("attest", "check", "deploy", "diff", "drift", "explain", "export", "history", "policies", "preflight"),
    *("reproduce", "restore", "sbom", "state", "synth", "verify"),
)


class Commands(click.Group):
    """Imports a command when it is asked for: together they take longer than to see that nothing has changed."""

    def list_commands(self, _: click.Context) -> list[str]:
        return [*COMMANDS]

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"gate.cli.{name}"), name)
        return command


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="fraud-detection", message="%(version)s")
@click.option("--fresh", is_flag=True, help="Judge even if nothing has changed since the last run.")
@click.pass_context
def gate(context: click.Context, fresh: bool) -> None:
    """Judge the synthesized infrastructure before any deploy.

    Without a command, it synthesizes the stacks and judges them, as `gate check` does. If nothing that could change the
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
        from gate.cli.check import check  # noqa: PLC0415 - no other command needs it

        context.invoke(check, fresh=fresh)
