"""What a choice learns of the data: a rule that holds tells that there is what it asks for, and of which type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.aws.asl import State, items
from policies.core.strict_json import Json
from policies.workflow.shared.answers_read import PRESENT, TEXT, TYPED
from policies.workflow.shared.checks import conditions, parts

# A path, and how well it is known.
Known = Mapping[str, int]


def strength(known: Known, path: str) -> int:
    """How well a path is known; what something is known to lie below is an object."""
    own, below = known.get(path, 0), f"{path}."
    return TYPED if own < TYPED and any(other.startswith(below) for other in known) else own


def learning(state: State, known: Known) -> Iterator[tuple[Json, Known]]:
    """(rule, what is known once it holds) for each rule of a choice."""
    for rule in items(state.get("Choices")):
        learned = dict(known)
        for condition in conditions(rule):
            _learn(condition, learned)
        yield rule, learned


def asked_blindly(state: State, known: Known) -> Iterator[str]:
    """The paths that a choice asks for more than whether they are there, though they may not be."""
    for rule in items(state.get("Choices")):
        learned = dict(known)
        for condition in conditions(rule):
            for part in parts(condition):
                asked = [str(told) for test, told in part.items() if test == "Variable" or test.endswith("Path")]
                yield from (path for path in asked if "IsPresent" not in part and not strength(learned, path))
            _learn(condition, learned)


def _learn(condition: Json, learned: dict[str, int]) -> None:
    """A condition that holds tells that there is what it asks for, unless it asks whether there is nothing."""
    asked = parts(condition)
    (path, *others) = {str(part.get("Variable")) for part in asked}
    plain = asked[0] is condition
    if others or any("IsPresent" in part and not (plain and part["IsPresent"] is True) for part in asked):
        return
    told = PRESENT if "IsPresent" in asked[0] else TEXT if plain and asked[0].get("IsString") is True else TYPED
    learned[path] = max(told, learned.get(path, PRESENT))
