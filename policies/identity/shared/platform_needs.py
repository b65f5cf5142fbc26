"""What AWS itself does as a role, and no code or definition calls: all that a role may do beyond its calls."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.names import called
from policies.core import Resource, Stack
from policies.identity.shared.key_needs import DATA_KEY, DECRYPT
from policies.identity.shared.unscoped import DELIVERIES, SAMPLING, TRACING


def of_function(function: Resource, stack: Stack) -> Mapping[str, frozenset[str]]:
    """What Lambda needs on a function's behalf."""
    return {
        # Lambda writes what the code logs, into streams that it makes.
        _at(function, stack, "logging_config", "log_group"): frozenset({"logs:CreateLogStream", "logs:PutLogEvents"}),
        # Lambda sends the segments of traced calls.
        "everything": frozenset(TRACING),
        # Lambda opens the environment whenever it starts the code.
        f"{_at(function, stack, 'kms_key_arn')} for {called(function, stack)}": frozenset({DECRYPT}),
    }


def of_workflow(machine: Resource, stack: Stack) -> Mapping[str, frozenset[str]]:
    """What Step Functions needs on a workflow's behalf."""
    key = _at(machine, stack, "encryption_configuration", "kms_key_id")
    return {
        # Step Functions sends segments of the executions that it samples, and sets up the delivery of the logs.
        "everything": frozenset({*TRACING, *SAMPLING, *DELIVERIES}),
        # Step Functions keeps executions encrypted, and hands them to log delivery so.
        f"{key} for {called(machine, stack)}": frozenset({DATA_KEY, DECRYPT}),
        f"{key} for all logs": frozenset({DATA_KEY}),
    }


def _at(resource: Resource, stack: Stack, *keys: str) -> str:
    found = stack.resolve(resource.get(*keys))
    return called(found, stack) if found else f"no {keys[-1]}"
