"""The part of the States Language that policies read: which types of states, with which fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.aws.asl import at, items
from policies.core.strict_json import Json

TOP = {"Comment", "StartAt", "States", "TimeoutSeconds"}
_TYPES = {
    "Task": {
        "Resource",
        "Parameters",
        "ResultSelector",
        "ResultPath",
        "TimeoutSeconds",
        "Retry",
        "Catch",
        "Next",
        "End",
    },
    "Parallel": {"Branches", "Parameters", "ResultSelector", "Catch", "Next"},
    "Choice": {"Choices", "Default"},
    "Pass": {"Parameters", "Result", "ResultPath", "Next", "End"},
    "Fail": {"Error", "Cause"},
}


def every_state(definition: Json) -> Iterator[tuple[str, Json, bool]]:
    """(name, state, whether it is in a branch) for whatever stands where states should be."""
    for name, state in _listed(at(definition, "States")):
        yield name, state, False
        for branch in items(at(state, "Branches")):
            known = isinstance(branch, Mapping) and branch.keys() == {"StartAt", "States"}
            for inner_name, inner in _listed(at(branch, "States") if known else None):
                yield inner_name, inner, True


def plain(state: Json, *, inner: bool) -> bool:
    """Whether policies read all of a state; branches have none of their own."""
    fields = state.keys() if isinstance(state, Mapping) else {"no object"}
    known = _TYPES.get(str(at(state, "Type")), set())
    return bool(known) and fields <= known | {"Type", "Comment"} and not (inner and "Branches" in fields)


def _listed(states: Json) -> Iterator[tuple[str, Json]]:
    yield from states.items() if isinstance(states, Mapping) else [("", None)]
