"""Changes of the definitions of state machines: where a state goes, what it asks, what becomes of errors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attack.changes import GRAMMAR, RETARGETED, Change
from attack.edits.around import Around
from attack.places import Place, Steps

NEXT = ("Next", "Default", "StartAt")
ERRORS = (["States.ALL"], ["States.Timeout"], ["States.TaskFailed"], ["Planted"])
TYPES = ("Pass", "Succeed", "Fail", "Wait")
MOST = 3


def definition(place: Place, around: Around) -> Iterator[Change]:
    """Changes of a definition, or of the part that a map or a branch holds."""
    steps, value = place
    if isinstance(value, dict) and isinstance(value.get("States"), dict) and "StartAt" in value:
        yield from _to_another(steps, value, [*value["States"]])
        for name, state in value["States"].items():
            if isinstance(state, dict):
                yield from _state((*steps, "States", name), state, [*value["States"]])


def _state(steps: Steps, state: dict[str, Any], names: list[str]) -> Iterator[Change]:
    yield from _to_another(steps, state, names)
    for type_ in TYPES:
        if type_ != state.get("Type"):
            yield Change(GRAMMAR, (*steps, "Type"), type_, f"is {type_}")
    if "Next" in state:
        ends = {key: value for key, value in state.items() if key != "Next"} | {"End": True}
        yield Change(GRAMMAR, steps, ends, "ends")
    for key in ("Retry", "Catch", "Choices"):
        for number, rule in enumerate(state.get(key, ())):
            yield from _to_another((*steps, key, number), rule, names)
            for errors in ERRORS if "ErrorEquals" in rule else ():
                yield Change(GRAMMAR, (*steps, key, number, "ErrorEquals"), errors, f"is {errors}")


def _to_another(steps: Steps, block: dict[str, Any], names: list[str]) -> Iterator[Change]:
    for key in NEXT:
        if key in block:
            others = [name for name in names if name != block[key]]
            for name in dict.fromkeys((*others[:MOST], *others[-1:])):
                yield Change(RETARGETED, (*steps, key), name, f"is {name}")
