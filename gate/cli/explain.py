"""`gate explain`: what an id means that the gate prints."""

from __future__ import annotations

import click

from gate.cli.options import refuse
from gate.engines.checkov.built_ins import BrokenBuiltIns
from gate.engines.checkov.scan import ScanFailed
from gate.explanations.explain import explanation
from policies.core.rulebook import BrokenRulebook


@click.command()
@click.argument("name", metavar="ID")
def explain(name: str) -> None:
    """Explain an ID that the gate prints: what must be true, and why.

    It is the id of a policy, a rule of the gate, a pytest policy or a check of Checkov's. The name of a policy's file
    will do as well. Upper and lower case are the same.

    \b
    Examples:
      gate explain FRAUD_FUNCTION_1
      gate explain function_reserves_concurrency
      gate explain UNCLAIMED_ATTRIBUTE
      gate explain PYTEST_test_wiring.py::test_each_topic_is_heard
      gate explain CKV_AWS_338

    \b
    Exit status:
      0  it is explained
      2  nothing has this id, or the rulebook cannot be read
    """
    try:
        click.echo(explanation(name))
    except LookupError as error:
        refuse(str(error.args[0]))
    except (BrokenRulebook, BrokenBuiltIns, ScanFailed) as error:
        refuse(str(error))
