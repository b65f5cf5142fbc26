"""`gate policies`: the rulebook, one line a policy."""

from __future__ import annotations

import json

import click

from gate.cli.options import refuse
from policies.core.rulebook import BrokenRulebook, rulebook


@click.command()
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
    try:
        rows = [{"id": policy.id, "severity": policy.severity.value, "title": policy.title} for policy in rulebook()]
    except BrokenRulebook as error:
        refuse(str(error))
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    width = max(len(row["id"]) for row in rows)
    for row in rows:
        click.echo(f"{row['id']:<{width}}  {row['severity']:<8}  {row['title']}")
