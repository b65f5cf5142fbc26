"""The first state of the workflow: it refuses the keys of those who report, by the name of the execution."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.asl import State, start, states
from policies.core import Resource
from policies.requirements import REPORTERS
from policies.workflow.shared.overflow import BY_DRAIN


def refusing(keys: Mapping[str, str], refused: str, following: str) -> State:
    """The state, by the references to the ids of keys by their callers; last it tells who comes from the drain."""
    rules = tuple(
        {"Variable": "$$.Execution.Name", "StringMatches": f"{keys.get(caller)}_*", "Next": refused}
        for caller in REPORTERS
    )
    return {"Type": "Choice", "Choices": (*rules, {**BY_DRAIN}), "Default": following}


def first(machine: Resource) -> str:
    """The name of the state that a client's request comes to first."""
    choice = states(machine).get(start(machine), {})
    return str(choice.get("Default")) if choice.get("Type") == "Choice" else start(machine)
