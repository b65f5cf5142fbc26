"""A canary for the second engine: each of our checks is first shown a violation, and must notice it.

On a compliant stack a check that passes whatever it sees agrees with the judge. So every run shows each check, as it is
registered with Checkov, the first violating example of its own policy.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from typing import Any

from gate.engines.checkov.scan import ADAPTER, quiet
from policies.core.examples import edited
from policies.core.examples.example import example
from policies.core.policy import Policy
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Frozen

PROVIDER = Resource("provider", "aws", Frozen())


def blind(policies: Sequence[Policy]) -> list[str]:
    """The ids of those policies whose check passes everything in the first of their violating examples."""
    with quiet():
        return [policy.id for policy in policies if not any(_failures(policy))]


def _failures(policy: Policy) -> Iterator[bool]:
    stack, target = example(policy)
    planted = edited(stack, next(iter(policy.violating.values())), target)
    whole = planted if planted.of("provider") else Stack((PROVIDER, *planted.resources))
    with importlib.import_module(ADAPTER).handed(whole):
        for resource in whole.resources:
            for check in _checks(policy.id, resource.type):
                yield _fails(check, resource)


def _fails(check: Any, resource: Resource) -> bool:
    try:
        return bool(check.run("canary", {}, resource.name, resource.type, {})["result"].value == "FAILED")
    except Exception:  # whatever it raises, it has noticed nothing
        return False


def _checks(policy_id: str, type_: str) -> list[Any]:
    registry = importlib.import_module(
        f"checkov.terraform.checks.{'provider' if type_ == 'provider' else 'resource'}.registry"
    )
    known = registry.provider_registry if type_ == "provider" else registry.resource_registry
    return [each for each in known.get_checks(type_) if each.id == policy_id]
