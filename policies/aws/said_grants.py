"""What the policy of a role or a boundary says, right by right, and where that is not what it should say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policies.aws.buckets import NAMES, data_of
from policies.aws.deploy_rights import Condition, Grants, Right
from policies.aws.iam import conditions, statements, texts
from policies.aws.keys import class_of
from policies.core import Resource, Stack
from policies.core.expressions import PLAIN
from policies.core.text import few


def departures(policy: Resource, wanted: Grants, stack: Stack, *, beyond: str, short: str) -> Iterator[str]:
    """What a policy says more and less than is wanted; `beyond` and `short` say why that is wrong."""
    says = _said(policy, stack)
    yield from _sentences("too much", beyond, says, wanted)
    yield from _sentences("too little", short, wanted, says)


def _sentences(how: str, why: str, first: Grants, second: Grants) -> Iterator[str]:
    """A sentence for the actions that the first has and the second has not on the same resources."""
    beyond: dict[tuple[str, Condition, frozenset[str]], list[str]] = {}
    for right, resources in first.items():
        if more := resources - second.get(right, frozenset()):
            beyond.setdefault((right.effect, right.condition, more), []).append(right.action)
    for (effect, condition, more), actions in beyond.items():
        verb = "denies" if effect == "Deny" else "allows"
        bounds = "".join(f" under {operator} {key} {', '.join(values)}" for operator, key, values in condition)
        yield f"{verb} {how}: {few(sorted(actions))} on {few(sorted(more))}{bounds}, {why}"


def _said(policy: Resource, stack: Stack) -> Grants:
    grants: dict[Right, frozenset[str]] = {}
    for statement in statements(policy.get("policy")):
        bounds = ((operator, key, _named(values, stack)) for operator, key, values in conditions(statement))
        condition = tuple(sorted(bounds))
        resources = frozenset(_named(texts(statement.get("Resource")), stack))
        for action in texts(statement.get("Action")):
            right = Right(str(statement.get("Effect")), action, condition)
            grants[right] = grants.get(right, frozenset()) | resources
    return grants


def _named(values: Iterable[str], stack: Stack) -> tuple[str, ...]:
    return tuple(sorted({_with_names(value, stack) for value in values}))


def _with_names(value: str, stack: Stack) -> str:
    """A value with names for references; in quotes if it has a space of its own, since it could look like a name."""
    return repr(value) if " " in PLAIN.sub("", value) else PLAIN.sub(lambda found: _name(found[0], stack), value)


def _name(reference: str, stack: Stack) -> str:
    """`bucket of state` for a reference to its ARN, `key of state` for one to the ARN of the key of that class."""
    resource = stack.resolve(reference, "arn")
    bucket, key = data_of(resource), class_of(resource, stack) if resource is not None else None
    return f"bucket of {bucket}" if bucket else f"key of {key}" if key in NAMES else reference
