"""How long a function waits for others, at the worst: at a cold start, when every one of them hangs."""

from __future__ import annotations

from policies.aws.mappings import MAPPING, TO
from policies.core import Resource, Stack
from policies.core.bounds import whole
from policies.core.recorded_calls import RECORD, recorded
from policies.functions.shared.variables import number, numbers_of

TIMEOUT, MODEL, EXECUTION = "CALL_TIMEOUT_MS", "MODEL_TIMEOUT_MS", "EXECUTION_TIMEOUT_MS"
# It is answered once the workflow has ended, and has a time of its own.
_AWAITED = "states:StartSyncExecution"
# A call waits to connect, and then to be answered. It is tried once: FRAUD_CODE_9 holds the code to that.
_WAITS = 2
# Milliseconds in which a whole core makes the client of a service, which waits for the first call of that service.
_CLIENT_MS = 100
# SQS hands over no larger batch, whatever a mapping asks for.
_LARGEST = 10_000


def waits(function: Resource, stack: Stack) -> list[int | None]:
    """All that a function waits for if it makes each of its calls once, in ms; None for what it does not state.

    It asks the model for each payment: for as many as a queue's mapping hands it in a batch. The limit of a socket
    starts anew with each byte, so what drips in is left out: the function's own limit ends that.
    """
    model = [number(function, MODEL)] * _batch(function, stack) if MODEL in numbers_of(function) else []
    calls = (EXECUTION if action == _AWAITED else TIMEOUT for action in _calls(function, stack))
    return [number(function, variable) for variable in calls for _ in range(_WAITS)] + model


def _batch(function: Resource, stack: Stack) -> int:
    """How many payments it has at a time."""
    mappings = stack.pointing_at(function, MAPPING, TO)
    sizes = [size for mapping in mappings if whole(size := mapping.get("batch_size"), 1)]
    return min(max(sizes, default=1), _LARGEST)


def making_clients(function: Resource, stack: Stack) -> int:
    """The milliseconds that a cold start takes to make a client of each service that is called."""
    return _CLIENT_MS * len({action.partition(":")[0] for action in _calls(function, stack)})


def _calls(function: Resource, stack: Stack) -> set[str]:
    records = [record for record in stack.of(RECORD) if record.name == function.get("function_name")]
    return {action for record in records for action, _ in recorded(record)}
