"""What a role may do, read from its policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.aws.iam import actions, allows, conditions, listed, statements
from policies.aws.names import named
from policies.core import Resource, Stack
from policies.core.expressions import reference
from policies.core.strict_json import Json

CONTEXT = "kms:encryptioncontext:"
VIA = "kms:viaservice"


def granted(role_policy: Resource, stack: Stack) -> Mapping[str, frozenset[str]]:
    """The actions that a policy allows, by what it allows them on; a key's use is said with what it is bound to."""
    found: dict[str, frozenset[str]] = {}
    for statement in filter(allows, statements(role_policy.get("policy"))):
        for resource in listed(statement.get("Resource")):
            for where in _bounded(named(resource, stack), statement, stack):
                found[where] = found.get(where, frozenset()) | frozenset(listed(statement.get("Action")))
    return found


def disagreements(role_policy: Resource, stack: Stack, due: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What a policy allows and is not due, and what is due and it does not allow, a sentence each."""
    found = granted(role_policy, stack)
    for where in sorted(found.keys() | due.keys()):
        may, must = found.get(where, frozenset()), frozenset(due.get(where, ()))
        yield from (f"allows {action} on {where}, which its role has no use for" for action in sorted(may - must))
        yield from (f"does not allow {action} on {where}, which its role needs" for action in sorted(must - may))


def inequalities(role_policy: Resource, stack: Stack, *due: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """What a policy grants beyond what is called, and what is called and it does not grant, a sentence each."""
    found = granted(role_policy, stack)
    for where in sorted(found.keys() | {where for each in due for where in each}):
        may, must = found.get(where, frozenset()), frozenset[str]().union(*(each.get(where, ()) for each in due))
        yield from (f"grants too much: {action} on {where}, for which nothing calls" for action in sorted(may - must))
        yield from (f"grants too little: {action} on {where} is called for" for action in sorted(must - may))


def granted_by_reference(role_policy: Resource) -> Iterator[tuple[str, str]]:
    """(action, kind of ARN) of what stands in a policy by reference: `${aws_sqs_queue.arn}`, without the name."""
    for statement in statements(role_policy.get("policy")):
        for where in listed(statement.get("Resource")):
            suffix = ":*" if where.endswith(":*") else ""
            found = reference(where.removesuffix(suffix))
            if found:
                kind = f"${{{found[0]}.{found[2]}}}{suffix}"
                yield from ((action, kind) for action in listed(statement.get("Action")))


def key_bound(statement: Mapping[str, Json]) -> tuple[str, str] | None:
    """(encryption context, service) that a use of a key is bound to, `("parameter_arn", "ssm.us-east-1...")`.

    Both are empty where neither a key nor a condition is. None is any other condition, or one too few or too many.
    """
    tests = {(operator, key): values for operator, key, values in conditions(statement)}
    if not any(action.startswith("kms:") for action in actions(statement)):
        return None if tests else ("", "")
    contexts = [key for operator, key in tests if operator == "StringEquals" and key.startswith(CONTEXT)]
    through = tests.get(("StringEquals", VIA), ("",))
    if len(contexts) != 1 or len(through) != 1 or len(tests) != len(contexts) + bool(through[0]):
        return None
    return contexts[0].removeprefix(CONTEXT), through[0]


def _bounded(where: str, statement: Mapping[str, Json], stack: Stack) -> Iterator[str]:
    bounds = [value for _, key, values in conditions(statement) if key.startswith(CONTEXT) for value in values]
    if not bounds or not any(action.startswith("kms:") for action in actions(statement)):
        yield where
    for value in bounds:
        yield f"{where} for {named(value, stack)}"
