"""What became weaker, stronger, new, gone or merely other between two states of the project; pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from gate.compare.access import ROLE_POLICY, access, rules, waivers
from gate.compare.difference import Difference, Direction, State
from gate.model import Finding
from policies.core.policy import Policy
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Json, thaw
from policies.core.terraform_file import is_resource

LONGEST = 100
Turned = Mapping[str, tuple[Direction, str]]


def differences(base: State, head: State, policies: Sequence[Policy]) -> list[Difference]:
    """All differences, the weaker ones first, then by place."""
    turned = _turned(base, head)
    changed = [*_resources(base, head, policies, turned), *access(base, head)]
    # What turned is told once: with what changed there, if that says which way, else by itself.
    told = {(each.place, each.direction) for each in changed}
    gone = {each.place for each in changed if each.direction is Direction.GONE}
    rest = [
        Difference(direction, place, why)
        for place, (direction, why) in turned.items()
        if (place, direction) not in told and place not in gone
    ]
    found = [*changed, *rest, *rules(base, head), *waivers(base, head)]
    order = list(Direction)
    return sorted(dict.fromkeys(found), key=lambda each: (order.index(each.direction), each.place, each.what))


def _resources(base: State, head: State, policies: Sequence[Policy], turned: Turned) -> Iterator[Difference]:
    before, after = _by_place(base.stack), _by_place(head.stack)
    claims = {each.id: each.claims for each in policies}
    for place in sorted({*before, *after}):
        one, other = before.get(place), after.get(place)
        direction, why = turned.get(place, (Direction.CHANGED, ""))
        by = f" ({why})" if why else ""
        if one and other:
            judged = {name for each in _at(place, base, head) for name in claims.get(each.policy, ())}
            yield from (Difference(direction, place, f"{each}{by}") for each in _changes(one, other, judged))
        elif other:
            worse = direction is Direction.WEAKER
            yield Difference(direction if worse else Direction.NEW, place, f"{other.type} is new{by if worse else ''}")
        elif one:
            yield Difference(Direction.GONE, place, f"{one.type} is gone")


def _turned(base: State, head: State) -> Turned:
    """By place: whether a policy fails there now and did not, or passes now and did not; and which."""
    found: dict[str, tuple[Direction, str]] = {}
    for one, other, direction, verb in (
        (head.failing, base.failing, Direction.STRONGER, "passes"),
        (base.failing, head.failing, Direction.WEAKER, "fails"),
    ):
        turned = sorted(other - one)
        for place in {at for _, at in turned}:
            policies = ", ".join(policy for policy, at in turned if at == place)
            found[place] = (direction, f"{verb} {policies} now")
    return found


def _at(place: str, *states: State) -> Iterator[Finding]:
    return (each for state in states for each in state.findings if each.place == place)


def _changes(one: Resource, other: Resource, judged: set[str]) -> Iterator[str]:
    """What is other in the attributes that a policy judges; what a role may do is told as access."""
    for name in sorted({*one.values, *other.values} & judged):
        if not (one.type == ROLE_POLICY and name == "policy"):
            yield from _parts(one.values.get(name), other.values.get(name), name)


def _parts(one: Json, other: Json, path: str) -> Iterator[str]:
    if one == other and repr(one) == repr(other):
        return
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in sorted({*one, *other}):
            yield from _parts(one.get(key), other.get(key), f"{path}.{key}")
    else:
        yield f"{path} was {_shown(one)}, and is {_shown(other)}"


def _by_place(stack: Stack) -> Mapping[str, Resource]:
    return {each.place: each for each in stack.resources if is_resource(each.type)}


def _shown(value: Json) -> str:
    if value is None:
        return "not set"
    text = json.dumps(thaw(value), sort_keys=True)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
