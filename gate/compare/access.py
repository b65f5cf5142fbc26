"""What differs in what may be done: each action on each resource, for whoever runs as a role, under whatever name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from gate.compare.difference import Difference, Direction
from gate.compare.moves import renamed
from gate.compare.pairing import Pairs
from gate.compare.values import shown, written
from policies.aws.iam import conditions, statements, texts
from policies.aws.names import name_of, name_of_arn
from policies.aws.role_users import RUNS_AS, granted_to
from policies.core.blocks import Block
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Frozen

ROLE_POLICY = "aws_iam_role_policy"
KIND = "access"
# Of any other statement nobody reads here what it comes to.
READ = frozenset({"Sid", "Effect", "Action", "Resource", "Condition"})


class Access(NamedTuple):
    """What a user of a role may do, at the place of the policy that says so: how it is told, by what decides it."""

    user: str
    place: str
    grants: Mapping[str, str]
    unread: Mapping[str, str]


def access(base: Stack, head: Stack, paired: Pairs, told: Collection[str]) -> Iterator[Difference]:
    """Each action on each resource that somebody gained, which is weaker, or lost; not of those told of already."""
    before, after = accesses(base, paired.names), accesses(head, {})
    nobody = Access("", "", {}, {})
    for who in sorted({*before, *after} - {*told}):
        old, new = before.get(who, nobody), after.get(who, nobody)
        user, place = new.user or old.user, new.place or old.place
        for grant in sorted(new.grants.keys() - old.grants.keys()):
            what = f"the role of {user} gained {new.grants[grant]}"
            yield Difference(Direction.WEAKER, place, what, KIND)
        for grant in sorted(old.grants.keys() - new.grants.keys()):
            yield Difference(Direction.STRONGER, place, f"the role of {user} lost {old.grants[grant]}", KIND)
        for statement in sorted(old.unread.keys() ^ new.unread.keys()):
            verb, told = ("gained", new.unread) if statement in new.unread else ("lost", old.unread)
            what = f"the role of {user} {verb} a statement that is no plain grant: {told[statement]}"
            yield Difference(Direction.WEAKER, place, what, KIND)


def accesses(stack: Stack, names: Mapping[str, str]) -> Mapping[str, Access]:
    """By the address of whoever runs as a role, else of the policy: what it may do by all policies together."""
    found: dict[str, Access] = {}
    for policy in stack.of(ROLE_POLICY):
        for address, user in _users(policy, stack):
            where = names.get(address, address)
            known = found.get(where, Access(user, policy.place, {}, {}))
            grants, unread = _read(policy, stack, names)
            found[where] = Access(user, policy.place, {**known.grants, **grants}, {**known.unread, **unread})
    return found


def _users(policy: Resource, stack: Stack) -> list[tuple[str, str]]:
    users = granted_to(policy, stack, *RUNS_AS)
    return [(user.address, name_of(user, stack)) for user in users] or [(policy.address, "nobody")]


def _read(policy: Resource, stack: Stack, names: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    grants: dict[str, str] = {}
    unread: dict[str, str] = {}
    for statement in statements(policy.get("policy")):
        if statement.get("Effect") == "Allow" and statement.keys() <= READ and _is_plain(statement):
            grants |= _grants(statement, stack, names)
        else:
            said = written(renamed(Frozen(statement), names))
            unread[said] = shown(said)
    return grants, unread


def _is_plain(statement: Block) -> bool:
    """Whether it names actions and resources, and nothing but texts."""
    listed = [value if isinstance(value, tuple) else (value,) for value in map(statement.get, ("Action", "Resource"))]
    return all(values and len(texts(values)) == len(values) for values in listed)


def _grants(statement: Block, stack: Stack, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    condition = written(renamed(statement.get("Condition"), names))
    under = ", ".join(
        f"{key} {operator} {' or '.join(name_of_arn(value, stack) for value in values)}"
        for operator, key, values in conditions(statement)
    )
    for arn in texts(statement.get("Resource")):
        for action in texts(statement.get("Action")):
            what = written((action, renamed(arn, names), condition))
            yield what, f"{action} on {name_of_arn(arn, stack)}{f' if {under}' if under else ''}"
