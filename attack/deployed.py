"""The trigger of the API's deployment, made again for a mutant as a synthesis would make it.

Whoever changes the API changes its source, and the trigger moves by itself. With a trigger that is left behind, the
one policy that compares it would notice every mutant of the API, and hide those that nothing else does.
"""

from __future__ import annotations

from dataclasses import replace

from policies.aws.api_parts import PARTS, REST_API, fingerprint
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Frozen

DEPLOYMENT = "aws_api_gateway_deployment"
FROZEN = frozenset([REST_API, *PARTS])


def deployed(stack: Stack, real: Stack) -> Stack:
    """The stack, in which each trigger that was right in the real one is right again; others stay as they are."""
    made = tuple(_moved(each, stack, real) if each.type == DEPLOYMENT else each for each in stack.resources)
    return Stack(made, stack.name)


def _moved(deployment: Resource, stack: Stack, real: Stack) -> Resource:
    right, now = (Frozen(content=each.once(fingerprint)) for each in (real, stack))
    if right == now or deployment.get("triggers") != right:
        return deployment
    return replace(deployment, values=Frozen({**deployment.values, "triggers": now}))
