"""What a synthesized file says of the system's capacity. Nothing of it is repeated in this package."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from capacity.named import mapping, number, one, referred
from capacity.route import batches
from capacity.system import Function, Overflow, System, Throttle
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import thaw
from policies.core.terraform_file import Unreadable
from policies.requirements import CLIENTS, DECIDING


def read(path: Path) -> System:
    """The system that a file describes; raises Unreadable or OSError."""
    return described(path.read_bytes())


def described(data: bytes) -> System:
    """The same of the bytes of a file; what is needed and is not there is named."""
    stack = Stack.load(data)
    machine = one(stack, "aws_sfn_state_machine", "name", DECIDING)
    plan = one(stack, "aws_api_gateway_usage_plan", "name", f"fraud-detection-{CLIENTS[0]}")
    limited = _rate_rule(stack)
    tables = {referred(table, "name"): table for table in stack.of("aws_dynamodb_table")}
    functions = {referred(each, "arn"): _function(each) for each in stack.of("aws_lambda_function")}
    return System(
        functions=functions,
        tables={reference: str(table.get("name")) for reference, table in tables.items()},
        indexes={str(table.get("name")): _indexes(table) for table in tables.values()},
        definition=mapping(machine, "definition"),
        throttles=(_throttle(plan, "throttle_settings", "rate_limit", "burst_limit"), *_methods(stack)),
        firewall_limit=int(limited["limit"]),
        firewall_window=int(limited.get("evaluation_window_sec", 300)),
        overflow=_overflow(stack, functions),
        batches=batches(stack, plan, machine),
    )


def _function(function: Resource) -> Function:
    concurrency, memory = (int(number(function, key)) for key in ("reserved_concurrent_executions", "memory_size"))
    return Function(str(function.get("function_name")), concurrency, memory, number(function, "timeout"))


def _overflow(stack: Stack, functions: Mapping[str, Function]) -> Overflow:
    mappings = stack.of("aws_lambda_event_source_mapping")
    if len(mappings) != 1:
        raise Unreadable(f"it has {len(mappings)} aws_lambda_event_source_mapping, and one is needed")
    (handing,) = mappings
    queues = {referred(queue, "arn"): queue for queue in stack.of("aws_sqs_queue")}
    source, function = str(handing.get("event_source_arn")), str(handing.get("function_name"))
    if source not in queues or function not in functions:
        raise Unreadable(f"{handing.place} hands no queue of the file to a function of it")
    queue = queues[source]
    return Overflow(
        url=referred(queue, "url"),
        function=functions[function],
        batch=int(number(handing, "batch_size")),
        collects=number(handing, "maximum_batching_window_in_seconds"),
        pollers=int(number(handing, "scaling_config", "maximum_concurrency")),
        hidden=number(queue, "visibility_timeout_seconds"),
        attempts=int(number(queue, "redrive_policy", "maxReceiveCount")),
    )


def _throttle(resource: Resource, block: str, rate: str, burst: str) -> Throttle:
    return Throttle(number(resource, block, rate), number(resource, block, burst))


def _methods(stack: Stack) -> tuple[Throttle, ...]:
    settings = stack.of("aws_api_gateway_method_settings")
    return tuple(_throttle(each, "settings", "throttling_rate_limit", "throttling_burst_limit") for each in settings)


def _rate_rule(stack: Stack) -> Mapping[str, Any]:
    rules = [rule for acl in stack.of("aws_wafv2_web_acl") for rule in _listed(thaw(acl.get("rule")))]
    for rule in rules:
        if "rate_based_statement" in rule["statement"]:
            return dict(rule["statement"]["rate_based_statement"])
    raise Unreadable("its web ACL has no rate rule")


def _indexes(table: Resource) -> dict[str, str]:
    found = _listed(thaw(table.get("global_secondary_index")))
    return {str(index["hash_key"]): str(index["name"]) for index in found}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []
