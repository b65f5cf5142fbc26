"""A self-test of the second engine: each of our checks is shown a violation, and must notice it.

On a compliant stack, a check that passes whatever it sees agrees with the judge. So every run shows each check, as
Checkov has registered it, the first violating example of its own policy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from gate.engines.checkov.quiet import quiet
from gate.engines.checkov.registry import checks_of
from gate.engines.checkov.scan import judging
from policies.core.examples import edited
from policies.core.examples.example import example
from policies.core.policy import Policy
from policies.core.resources import Resource
from policies.core.strict_json import Frozen

PROVIDER = Resource("provider", "aws", Frozen())


def not_noticing(policies: Sequence[Policy]) -> list[str]:
    """The ids of the policies whose checks pass everything in the first of their violating examples."""
    with quiet():
        return [policy.id for policy in policies if not any(_failures(policy))]


def _failures(policy: Policy) -> Iterator[bool]:
    stack, target = example(policy)
    planted = edited(stack, next(iter(policy.violating.values())), target)
    whole = planted if planted.of("provider") else replace(planted, resources=(PROVIDER, *planted.resources))
    with judging(whole):
        for resource in whole.resources:
            for check in checks_of(policy.id, resource.type):
                yield _fails(check, resource)


def _fails(check: Any, resource: Resource) -> bool:
    try:
        answer = check.run("self-test", {}, resource.name, resource.type, {})
        return bool(answer["result"].value == "FAILED")
    except Exception:  # whatever it raises, it has noticed nothing
        return False
