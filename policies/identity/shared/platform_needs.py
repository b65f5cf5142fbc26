"""What AWS itself does as a role, though no code or definition calls it: all that a role may do beyond its calls."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.mappings import queues_of
from policies.aws.names import name_of
from policies.aws.unscoped import DELIVERIES, SAMPLING, TRACING
from policies.core import Resource, Stack

TAKING = frozenset({"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"})
DECRYPTING = frozenset({"kms:Decrypt"})


def needs_of_function(function: Resource, stack: Stack) -> Mapping[str, frozenset[str]]:
    """What Lambda does as a function's role."""
    handed = {name_of(queue, stack): queue for queue in queues_of(function, stack)}
    return {
        # Lambda writes what the code logs, into log streams that it creates.
        _at(function, stack, "logging_config", "log_group"): frozenset({"logs:CreateLogStream", "logs:PutLogEvents"}),
        # Lambda sends the segments of traced invocations.
        "everything": frozenset(TRACING),
        # Lambda decrypts the environment whenever it starts the code.
        f"{_at(function, stack, 'kms_key_arn')} for {name_of(function, stack)}": DECRYPTING,
        # Lambda takes the messages that it hands to the function, looks how many there are, and deletes what was done.
        **dict.fromkeys(handed, TAKING),
        **{f"{_at(queue, stack, 'kms_master_key_id')} for {name}": DECRYPTING for name, queue in handed.items()},
    }


def needs_of_workflow(machine: Resource, stack: Stack) -> Mapping[str, frozenset[str]]:
    """What Step Functions does as a workflow's role."""
    key = _at(machine, stack, "encryption_configuration", "kms_key_id")
    return {
        # Step Functions sends segments of the executions that it samples, and sets up the log delivery.
        "everything": frozenset({*TRACING, *SAMPLING, *DELIVERIES}),
        # Step Functions encrypts executions, and what it passes to log delivery.
        f"{key} for {name_of(machine, stack)}": frozenset({"kms:GenerateDataKey", "kms:Decrypt"}),
        f"{key} for all logs": frozenset({"kms:GenerateDataKey"}),
    }


def _at(resource: Resource, stack: Stack, *keys: str) -> str:
    referred = stack.resolve(resource.get(*keys))
    return name_of(referred, stack) if referred else f"no {keys[-1]}"
