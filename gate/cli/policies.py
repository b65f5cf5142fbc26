"""`gate policies`: the rulebook, one line a policy."""

from __future__ import annotations

import json

import click

from gate.cli.options import refuse
from policies.core.policy import Policy
from policies.core.rulebook import BrokenRulebook, rulebook


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the rulebook as a list of objects.")
def policies(as_json: bool) -> None:
    """List the rulebook: id, severity and title of every policy.

    Where a policy judges others than the system's stack, their names stand behind the title.

    \b
    Examples:
      gate policies | grep -i encrypt
      gate policies --json | jq -r '.[].id'

    \b
    Exit status:
      0  it is listed
      2  the rulebook cannot be read
    """
    try:
        listed = rulebook()
    except BrokenRulebook as error:
        refuse(str(error))
    if as_json:
        click.echo(json.dumps([_row(policy) for policy in listed], indent=2))
        return
    width = max(len(policy.id) for policy in listed)
    for policy in listed:
        elsewhere = f" [{', '.join(policy.stacks)}]" if policy.stacks != Policy.stacks else ""
        click.echo(f"{policy.id:<{width}}  {policy.severity.value:<8}  {policy.title}{elsewhere}")


def _row(policy: Policy) -> dict[str, str | list[str]]:
    about = {"id": policy.id, "severity": policy.severity.value, "title": policy.title}
    return {**about, "stacks": [*policy.stacks]}
