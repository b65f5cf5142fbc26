"""What became weaker, stronger, new, gone or merely changed between two states of the project; pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from gate.compare.access import ROLE_POLICY, access, rules, waivers
from gate.compare.difference import Difference, Direction
from gate.compare.state import State
from policies.core.policy import Policy
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Json, thaw
from policies.core.terraform_file import is_resource

LONGEST = 100
# By place: which way its findings went, and which policies say so.
Turns = Mapping[str, tuple[Direction, str]]


def differences(base: State, head: State, policies: Sequence[Policy]) -> list[Difference]:
    """All differences, the weaker ones first, then by place."""
    turns = _turns(base, head)
    changed = [*_resources(base, head, policies, turns), *access(base, head)]
    # A turn is reported once: with what changed there, if that shows the direction, else by itself.
    reported = {(difference.place, difference.direction) for difference in changed}
    gone = {difference.place for difference in changed if difference.direction is Direction.GONE}
    rest = [
        Difference(direction, place, why)
        for place, (direction, why) in turns.items()
        if (place, direction) not in reported and place not in gone
    ]
    order = list(Direction)
    return sorted(
        dict.fromkeys((*changed, *rest, *rules(base, head), *waivers(base, head))),
        key=lambda difference: (order.index(difference.direction), difference.place, difference.what),
    )


def _resources(base: State, head: State, policies: Sequence[Policy], turns: Turns) -> Iterator[Difference]:
    before, after = _by_place(base.stack), _by_place(head.stack)
    claims = {policy.id: policy.claims for policy in policies}
    for place in sorted({*before, *after}):
        old, new = before.get(place), after.get(place)
        direction, why = turns.get(place, (Direction.CHANGED, ""))
        by = f" ({why})" if why else ""
        if old and new:
            judged = {name for policy in _policies_at(place, base, head) for name in claims.get(policy, ())}
            yield from (Difference(direction, place, f"{change}{by}") for change in _changes(old, new, judged))
        elif new:
            weaker = direction is Direction.WEAKER
            what = f"{new.type} is new{by if weaker else ''}"
            yield Difference(direction if weaker else Direction.NEW, place, what)
        elif old:
            yield Difference(Direction.GONE, place, f"{old.type} is gone")


def _turns(base: State, head: State) -> Turns:
    """The places where a policy fails now and did not, or passes now and did not."""
    turns: dict[str, tuple[Direction, str]] = {}
    for failing, elsewhere, direction, verb in (
        (base.failing, head.failing, Direction.STRONGER, "passes"),
        (head.failing, base.failing, Direction.WEAKER, "fails"),
    ):
        turned = sorted(failing - elsewhere)
        for place in {at for _, at in turned}:
            policies = ", ".join(policy for policy, at in turned if at == place)
            turns[place] = (direction, f"{verb} {policies} now")
    return turns


def _policies_at(place: str, *states: State) -> Iterator[str]:
    return (finding.policy for state in states for finding in state.findings if finding.place == place)


def _changes(old: Resource, new: Resource, judged: set[str]) -> Iterator[str]:
    """What changed in the attributes that a policy judges; what a role may do is reported as access."""
    for name in sorted({*old.values, *new.values} & judged):
        if not (old.type == ROLE_POLICY and name == "policy"):
            yield from _parts(old.values.get(name), new.values.get(name), name)


def _parts(old: Json, new: Json, path: str) -> Iterator[str]:
    if old == new and repr(old) == repr(new):
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in sorted({*old, *new}):
            yield from _parts(old.get(key), new.get(key), f"{path}.{key}")
    else:
        yield f"{path} was {_shown(old)}, and is {_shown(new)}"


def _by_place(stack: Stack) -> Mapping[str, Resource]:
    return {resource.place: resource for resource in stack.resources if is_resource(resource.type)}


def _shown(value: Json) -> str:
    if value is None:
        return "not set"
    text = json.dumps(thaw(value), sort_keys=True)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
