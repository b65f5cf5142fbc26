"""Where the states of a workflow lead: the ways after success, by a choice and after an error."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from policies.aws.asl import State, States, at, items, without
from policies.core.strict_json import Json


def targets(state: State) -> tuple[str, ...]:
    """Every name that a state may go to next: after success, by a choice, after an error."""
    names = [state.get("Next"), state.get("Default")]
    for key in ("Choices", "Catch"):
        if key in state:
            names += [at(rule, "Next") for rule in items(state[key])]
    return tuple([name for name in names if isinstance(name, str)])


def named(graph: States, name: Json) -> State:
    """The state of this name; empty where there is none."""
    return graph.get(name, {}) if isinstance(name, str) else {}


def fallback(state: State) -> str:
    """Where a task goes after an error that no other catcher matches; empty where it has no catcher."""
    catchers = items(state.get("Catch"))
    name = at(catchers[-1], "Next") if catchers else None
    return name if isinstance(name, str) else ""


def reached(graph: States, first: str) -> frozenset[str]:
    """The names that can be reached from the first one, itself included."""
    known: set[str] = set()
    waiting = [first]
    while waiting:
        name = waiting.pop()
        if name in graph and name not in known:
            known.add(name)
            waiting.extend(targets(graph[name]))
    return frozenset(known)


def failing(graph: States, names: Collection[str]) -> States:
    """The graph in which these tasks always fail, so that they lead to their catchers only."""
    return {name: without(state, "Next") if name in names else state for name, state in graph.items()}


def lacking(graph: States, names: Collection[str]) -> States:
    """The graph without these states."""
    return {name: state for name, state in graph.items() if name not in names}


def entering(graph: States, name: str) -> Iterator[str]:
    """The names of the states that may go to this one."""
    return (former for former, state in graph.items() if name in targets(state))


def leads_on_once(state: State) -> bool:
    """Whether a state has exactly one of Next, Default and End; a Fail state has none."""
    following = [state.get(key) for key in ("Next", "Default") if key in state]
    ended = [state["End"]] if "End" in state else []
    if state.get("Type") == "Fail":
        return not following and not ended
    if not following:
        return len(ended) == 1 and ended[0] is True
    return len(following) == 1 and isinstance(following[0], str) and not ended
