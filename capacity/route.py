"""The route that takes many payments in one call: found by the workflow that it starts."""

from __future__ import annotations

from collections.abc import Iterator

from capacity.named import counted, mapping, one, referred
from capacity.system import Batches, Throttle
from policies.aws.api_paths import path_of
from policies.aws.start_execution import starting
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.terraform_file import Unreadable
from policies.requirements import BATCHING


def batches(stack: Stack, plan: Resource, deciding: Resource) -> Batches:
    """What takes them; `plan` is that of a client, and `deciding` the workflow that decides each payment."""
    machine = one(stack, "aws_sfn_state_machine", "name", BATCHING)
    method = _method(stack, machine)
    path = path_of(stack.resolve(method.get("resource_id")), stack)
    return Batches(
        definition=mapping(machine, "definition"),
        deciding=referred(deciding, "arn"),
        client=_key(stack, plan),
        most=_most(stack, method),
        path=path,
        throttle=_throttle(plan, f"{path}/{method.get('http_method')}"),
    )


def _method(stack: Stack, machine: Resource) -> Resource:
    """The method behind which the workflow is started."""
    places = {(each.get("resource_id"), each.get("http_method")) for each in starting(machine, stack)}
    methods = stack.of("aws_api_gateway_method")
    found = [each for each in methods if (each.get("resource_id"), each.get("http_method")) in places]
    if len(found) != 1:
        raise Unreadable(f"it has {len(found)} aws_api_gateway_method that start {BATCHING!r}, and one is needed")
    return found[0]


def _most(stack: Stack, method: Resource) -> int:
    """How many payments its model lets through in one call."""
    model = stack.resolve(method.get("request_models", "application/json"))
    for name in mapping(model, "schema", "properties") if model else ():
        most = model.get("schema", "properties", name, "maxItems") if model else None
        return int(counted(most, f"{method.place} takes any number of {name} in one call"))
    raise Unreadable(f"{method.place} has no model of its body")


def _key(stack: Stack, plan: Resource) -> str:
    for each in stack.of("aws_api_gateway_usage_plan_key"):
        if each.get("usage_plan_id") == referred(plan, "id"):
            return str(each.get("key_id"))
    raise Unreadable(f"{plan.place} has no key")


def _throttle(plan: Resource, path: str) -> Throttle:
    """What a client's plan lets through on this route."""
    for block in plan.blocks("api_stages", "throttle"):
        if block.get("path") == path:
            return Throttle(*_numbers(block, plan, path))
    raise Unreadable(f"{plan.place} has no throttle of {path}")


def _numbers(block: object, plan: Resource, path: str) -> Iterator[float]:
    for key in ("rate_limit", "burst_limit"):
        found = block.get(key) if isinstance(block, dict) else None
        yield counted(found, f"{plan.place} has no number as the {key} of {path}")
