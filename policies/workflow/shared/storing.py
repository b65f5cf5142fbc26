"""How a cancelled write goes on: what is read of the marker, and the choice that follows."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.asl import KEEP, READ, STORED, VALIDATION, WRITE, State, States, at, items
from policies.core.strict_json import Json
from policies.workflow.shared.paths import named

ABSENT: Mapping[str, Json] = {"Variable": STORED, "IsPresent": False}
SAME: Mapping[str, Json] = {"Variable": f"{STORED}.digest.S", "StringEqualsPath": f"{VALIDATION}.digest"}
OTHER: Mapping[str, Json] = {"Not": SAME}


def compared(state: State, graph: States) -> State:
    """The choice after the read that follows on a write that was cancelled; empty where there is none."""
    (first, *_) = (*items(state.get("Catch")), None)
    reading = named(graph, at(first, "Next"))
    return named(graph, reading.get("Next")) if reading.get("Resource") == READ else {}


def absent(choice: State) -> str:
    """Where a choice leads if nothing is stored; empty where it does not ask that first."""
    (first, *_) = (*items(choice.get("Choices")), None)
    name = at(first, "Next")
    return name if isinstance(name, str) and first == {**ABSENT, "Next": name} else ""


def last_writes(graph: States) -> States:
    """The writes after which, where they are cancelled and nothing is stored, a dead letter is all that is left."""
    writing = {name: state for name, state in graph.items() if state.get("Resource") == WRITE}
    return {
        name: state
        for name, state in writing.items()
        if named(graph, absent(compared(state, graph))).get("Resource") == KEEP
    }
