"""What is known of the data at each state of a workflow, whichever way led there: which paths there are, of what."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from functools import reduce

from policies.aws.asl import State, States, at, branches, items
from policies.core.strict_json import Json
from policies.workflow.shared.answers_read import PRESENT, TEXT, TYPED
from policies.workflow.shared.learned import Known, learning, strength

Ways = Iterator[tuple[str, Known]]


def known_at(graph: States, first: str, given: Known) -> Mapping[str, Known]:
    """What is known when each state begins: the least of what is known on all the ways that lead to it.

    States in the branches of a parallel state are there too, by their names.
    """
    known: dict[str, Known] = {first: given} if first in graph else {}
    waiting = deque(known)
    while waiting:
        name = waiting.popleft()
        for following, brought in ways(graph[name], known[name]):
            before = known.get(following)
            least = brought if before is None else _least(before, brought)
            if following in graph and least != before:
                known[following] = least
                if following not in waiting:
                    waiting.append(following)
    inner = [each for name in [*known] for _, each in _branches(graph[name], known[name])]
    return {**known, **{name: told for each in inner for name, told in each.items()}}


def ways(state: State, known: Known) -> Ways:
    """(the state that follows, what is known there) for each way out of a state."""
    for catcher in items(state.get("Catch")):
        if isinstance(catcher, Mapping):
            yield str(catcher.get("Next")), _written(known, catcher.get("ResultPath", "$"), {"": TYPED})
    for rule, learned in learning(state, known):
        yield str(at(rule, "Next")), learned
    if "Default" in state:
        yield str(state["Default"]), known
    if "Next" in state:
        yield str(state["Next"]), _after(state, known)


def joined(parallel: State, known: Known) -> Known:
    """What is known of the answers of a parallel state's branches: a list, `$[0]` being that of the first."""
    ends = enumerate(_ended(parallel, known))
    return {f"$[{number}]{path.removeprefix('$')}": told for number, end in ends for path, told in end.items()}


def unjoined(state: State, known: Known) -> Iterator[str]:
    """The answers of branches that a parallel state goes on with, though not every way through a branch makes them."""
    if state.get("Type") == "Parallel":
        answers = joined(state, known)
        selected = state.get("ResultSelector")
        paths = map(str, selected.values()) if isinstance(selected, Mapping) else iter(("$",))
        yield from (path for path in paths if path.startswith("$") and not strength(answers, path))


def _ended(parallel: State, known: Known) -> Iterator[Known]:
    """For each branch, the least of what is known at its ends."""
    for graph, known_within in _branches(parallel, known):
        ends = [_after(graph[name], told) for name, told in known_within.items() if "End" in graph[name]]
        yield reduce(_least, ends) if ends else {}


def _branches(parallel: State, known: Known) -> Iterator[tuple[States, Mapping[str, Known]]]:
    """For each branch, its states, and what is known when each of them begins."""
    if "Parameters" in parallel:
        known = {f"${path}": told for path, told in _built(parallel["Parameters"], known)}
    for graph, branch in zip(branches(parallel), items(parallel.get("Branches")), strict=True):
        yield graph, known_at(graph, str(at(branch, "StartAt")), known)


def _after(state: State, known: Known) -> Known:
    if state.get("Type") == "Parallel":
        made = dict(_built(state.get("ResultSelector"), joined(state, known)))
    elif state.get("Type") == "Task":
        made = dict(_built(state["ResultSelector"], {})) if "ResultSelector" in state else {"": PRESENT}
    else:
        made = dict(_built(state.get("Result", state.get("Parameters")), known))
    return _written(known, state.get("ResultPath", "$"), made)


def _written(known: Known, path: Json, made: Known) -> Known:
    """What is known once this was written to a path: nothing of what lay there before."""
    if path is None:
        return known
    root = str(path)
    kept = {name: told for name, told in known.items() if not f"{name}.".startswith(f"{root}.")}
    return {**kept, **{f"{root}{name}": told for name, told in made.items()}}


def _built(value: Json, known: Known, at: str = "") -> Iterator[tuple[str, int]]:
    """(path, how well it is known) within what a template or a constant makes; what is copied is known as it was."""
    if not isinstance(value, Mapping):
        yield at, TEXT if isinstance(value, str) else TYPED
        return
    for key, inner in value.items():
        name = f"{at}.{key.removesuffix('.$')}"
        if not key.endswith(".$"):
            yield from _built(inner, known, name)
        elif str(inner).startswith("$"):
            yield name, known.get(str(inner), PRESENT)
            within = {
                path.removeprefix(str(inner)): told for path, told in known.items() if path.startswith(f"{inner}.")
            }
            yield from ((f"{name}{path}", told) for path, told in within.items())
        else:
            yield name, TEXT if str(inner).startswith("States.Hash(") else TYPED


def _least(one: Known, other: Known) -> Known:
    return {path: min(told, other[path]) for path, told in one.items() if path in other}
