"""What of a definition decides capacity: states, where they lead, limits, retries; not what they say to each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

KEPT = frozenset(
    {
        *("StartAt", "TimeoutSeconds", "States", "Branches", "Type", "Resource", "Next", "End", "Default", "Choices"),
        *("Retry", "ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds"),
        *("JitterStrategy", "Catch", "Parameters", "FunctionName", "QueueUrl"),
    }
)


def skeleton(definition: Any) -> Any:
    """The definition without the rest; the names of states stay."""
    if isinstance(definition, list):
        return [skeleton(each) for each in definition]
    if not isinstance(definition, Mapping):
        return definition
    kept = {key: value for key, value in definition.items() if key in KEPT}
    return {key: _states(value) if key == "States" else skeleton(value) for key, value in kept.items()}


def _states(states: Mapping[str, Any]) -> dict[str, Any]:
    return {name: skeleton(state) for name, state in states.items()}
