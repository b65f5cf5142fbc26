"""What the definition refers to, the tables by their names and the keys by their callers, and what of it is judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policies.aws.asl import at
from policies.aws.names import own_name
from policies.aws.task_times import REST, longest
from policies.core import Stack
from policies.core.bounds import whole
from policies.core.strict_json import Json

TABLE = "aws_dynamodb_table"
# Seconds: API Gateway ends a request after 29, and an answer that took so long is sent again.
LONGEST, LONGEST_CALL = 28, 3


def table(name: str, stack: Stack) -> str:
    """The reference to the name of this table; empty where there is none."""
    return next((f"${{{each.address}.name}}" for each in stack.of(TABLE) if own_name(each) == name), "")


def without_words(definition: Any) -> Json:
    """The definition without words for people and without times, and with the errors of each retrier in order."""
    if not isinstance(definition, Mapping) or not isinstance(definition.get("States"), Mapping):
        return None
    states = {name: _state(state) for name, state in definition["States"].items()}
    return {
        **{key: value for key, value in definition.items() if key not in ("Comment", "TimeoutSeconds")},
        "States": states,
    }


def _state(state: Any) -> Json:
    if not isinstance(state, Mapping):
        return None
    said = {key: value for key, value in state.items() if key not in ("Comment", "TimeoutSeconds")}
    # A cause may be computed, of all that the workflow has read: then it is more than words.
    if isinstance(said.get("Cause"), str) and "{%" not in state["Cause"]:
        del said["Cause"]
    retriers = state.get("Retry")
    return {**said, "Retry": tuple(map(_sorted, retriers))} if isinstance(retriers, tuple | list) else said


def _sorted(retrier: Any) -> Json:
    errors = retrier.get("ErrorEquals") if isinstance(retrier, Mapping) else None
    return {**retrier, "ErrorEquals": tuple(sorted(map(str, errors)))} if isinstance(errors, tuple | list) else None


def bounded(definition: Any) -> Iterator[str]:
    """A sentence where the whole or one of its tasks may take too long, or the whole has no time for a task."""
    each_task, limit = _tasks(definition), at(definition, "TimeoutSeconds")
    if not whole(limit, 1, LONGEST) or not all(
        whole(at(task, "TimeoutSeconds"), 1, LONGEST_CALL) for task in each_task
    ):
        yield f"may take longer than {LONGEST} seconds, or one of its calls longer than {LONGEST_CALL}"
    elif isinstance(limit, int) and limit < (needed := max(map(longest, each_task), default=0) + REST):
        yield f"times out after {limit} s, and no state can catch that; one task and the rest may take {needed:g} s"


def _tasks(definition: Any) -> list[Any]:
    states = definition.get("States") if isinstance(definition, Mapping) else None
    return [state for state in states.values() if at(state, "Type") == "Task"] if isinstance(states, Mapping) else []
