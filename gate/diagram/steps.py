"""The steps of a workflow in their order, read from its definition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from policies.core.expressions import references
from policies.core.resources import Resource, strings_in
from policies.core.strict_json import Json

State = Mapping[str, Json]


@dataclass(frozen=True)
class Step:
    """A state that calls a service: its name, the action, and the addresses of all that it names.

    `after` names the steps from which a run without errors comes straight to it.
    """

    name: str
    action: str
    calls: tuple[str, ...]
    after: tuple[str, ...]


def steps(machine: Resource) -> tuple[Step, ...]:
    """The steps that a run without errors can take, in their order."""
    states = dict(_flat(machine.get("definition", "States"), None))
    order = _order(states, str(machine.get("definition", "StartAt")))
    names = [name for name in order if _calls(states.get(name, {}))]
    next_of = {name: _next(states, name) for name in names}
    return tuple(
        _step(name, states[name], tuple(before for before in names if name in next_of[before])) for name in names
    )


def _next(states: Mapping[str, State], step: str) -> set[str]:
    """The steps that come next: past states that call no service."""
    found, fallbacks = [step], _fallbacks(states)
    for name in found:
        if name == step or not _calls(states.get(name, {})):
            found += [other for other in _following(states.get(name, {})) if other not in (*found, *fallbacks)]
    return set(found[1:])


def _flat(states: Json, after: Json) -> Iterator[tuple[str, State]]:
    """The states with those of branches among them: a parallel state leads to its branches, and their ends lead on."""
    for name, state in cast("Mapping[str, State]", states or {}).items():
        branches = cast("Iterable[State]", state.get("Branches", ()))
        firsts = tuple({"Next": branch.get("StartAt")} for branch in branches)
        if firsts:
            yield name, {"Type": "Parallel", "Choices": firsts, "Catch": state.get("Catch", ())}
        else:
            yield name, {**state, "Next": after} if after and state.get("End") else state
        for branch in branches:
            yield from _flat(branch.get("States"), state.get("Next"))


def _order(states: Mapping[str, State], start: str) -> list[str]:
    """The states that a run without errors can reach, each after all that lead to it, unless they go in a circle.

    It does not come to a state that catches errors, by which a choice also leaves what it does not understand.
    """
    depth, fallbacks = {start: 0}, _fallbacks(states)
    for _ in states:
        for name, at in list(depth.items()):
            for following in _following(states.get(name, {})):
                if following not in fallbacks:
                    depth[following] = min(max(depth.get(following, 0), at + 1), len(states))
    return sorted(depth, key=lambda name: depth[name])


def _fallbacks(states: Mapping[str, State]) -> set[str]:
    return {name for state in states.values() for name in _catching(state)}


def _following(state: State) -> Iterator[str]:
    choices = cast("Iterable[State]", state.get("Choices", ()))
    for named in (state.get("Next"), state.get("Default"), *(choice.get("Next") for choice in choices)):
        if isinstance(named, str):
            yield named


def _catching(state: State) -> Iterator[str]:
    """Where a state goes after an error alone."""
    catchers = cast("Iterable[State]", state.get("Catch", ()))
    for catcher in catchers:
        every = "States.ALL" in cast("Iterable[str]", catcher.get("ErrorEquals", ()))
        if every and catcher.get("Next") != state.get("Next"):
            yield str(catcher.get("Next"))


def _calls(state: State) -> tuple[str, ...]:
    # A choice may name keys, and calls nothing.
    texts = strings_in(state) if "Resource" in state else ()
    found = (f"{type_}.{name}" for text in texts for type_, name, _ in references(text))
    return tuple(dict.fromkeys(found))


def _step(name: str, state: State, after: tuple[str, ...]) -> Step:
    """`arn:aws:states:::aws-sdk:dynamodb:transactWriteItems` is the action `dynamodb:transactWriteItems`."""
    action = ":".join(str(state.get("Resource", "")).split(":")[-2:])
    return Step(name, action, _calls(state), after)
