"""How long a function waits for others."""

from __future__ import annotations

from policies.core import Resource, Stack
from policies.core.recorded_calls import RECORD, recorded
from policies.functions.shared.variables import number, numbers_of

TIMEOUT, MODEL = "CALL_TIMEOUT_MS", "MODEL_TIMEOUT_MS"
# A call waits to connect, and then to be answered.
_WAITS = 2


def waits(function: Resource, stack: Stack) -> list[int | None]:
    """All that a function waits for if it makes each of its calls once, in ms; None for what it does not state."""
    records = [record for record in stack.of(RECORD) if record.name == function.get("function_name")]
    calls = {action for record in records for action, _ in recorded(record)}
    model = [number(function, MODEL)] if MODEL in numbers_of(function) else []
    return [number(function, TIMEOUT)] * _WAITS * len(calls) + model
