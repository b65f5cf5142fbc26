"""python -m live rights: which actions of IAM a deploy needs, and why."""

from __future__ import annotations

import click

from policies.aws.provider_rights import DEPLOY, PLAN
from policies.aws.provider_rights import rights as needed


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--plan", is_flag=True, help="Of a plan alone.")
def rights(plan: bool) -> int:
    """List the actions of IAM that a deploy needs, each with the calls for it.

    They follow from what the provider was recorded to call, in
    policies/aws/provider_calls.json, and from the table beside it.

    \b
    Examples:
      python -m live rights
      python -m live rights --plan

    \b
    Exit status:
      0  they are listed
    """
    for action, calls in needed(PLAN if plan else DEPLOY).items():
        click.echo(f"{action}: {', '.join(calls)}")
    return 0
