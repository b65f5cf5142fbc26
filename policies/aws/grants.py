"""What a role may do, read from its policy."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from policies.aws.encryption_contexts import sent_for
from policies.aws.iam import actions, allows, conditions, statements, texts
from policies.aws.names import name_of_arn
from policies.core import Resource, Stack
from policies.core.expressions import reference
from policies.core.strict_json import Json

CONTEXT = "kms:encryptioncontext:"
VIA = "kms:viaservice"


def granted(role_policy: Resource, stack: Stack) -> Mapping[str, frozenset[str]]:
    """The actions that a policy allows, by what it allows them on; the use of a key by what it is bound to, too."""
    actions_on: dict[str, frozenset[str]] = {}
    for statement in filter(allows, statements(role_policy.get("policy"))):
        for arn in texts(statement.get("Resource")):
            for where in _bounded(name_of_arn(arn, stack), statement, stack):
                actions_on[where] = actions_on.get(where, frozenset()) | frozenset(texts(statement.get("Action")))
    return actions_on


def unequal_grants(role_policy: Resource, stack: Stack, *needs: Mapping[str, Collection[str]]) -> Iterator[str]:
    """What a policy grants and no need asks for, and what is needed and it does not grant, a sentence each."""
    grants = granted(role_policy, stack)
    for where in sorted(grants.keys() | {where for need in needs for where in need}):
        may, must = grants.get(where, frozenset()), {action for need in needs for action in need.get(where, ())}
        yield from (f"grants too much: {action} on {where}, which nothing needs" for action in sorted(may - must))
        yield from (f"grants too little: {action} on {where}, which its role needs" for action in sorted(must - may))


def granted_by_reference(role_policy: Resource) -> Iterator[tuple[str, str]]:
    """(action, kind of ARN) of what a policy refers to: `${aws_sqs_queue.arn}`, without the name."""
    for statement in statements(role_policy.get("policy")):
        for arn in texts(statement.get("Resource")):
            suffix = ":*" if arn.endswith(":*") else ""
            referred = reference(arn.removesuffix(suffix))
            if referred:
                kind = f"${{{referred[0]}.{referred[2]}}}{suffix}"
                yield from ((action, kind) for action in texts(statement.get("Action")))


def key_bound(statement: Mapping[str, Json]) -> tuple[str, str] | None:
    """(encryption context, service) that a use of a key is bound to, `("parameter_arn", "ssm.REGION...")`.

    Both are empty for a statement on no key, without a condition. None stands for any other condition, and for one too
    few or too many.
    """
    tests = {(operator, key): values for operator, key, values in conditions(statement)}
    if not any(action.startswith("kms:") for action in actions(statement)):
        return None if tests else ("", "")
    contexts = [key for operator, key in tests if operator == "StringEquals" and key.startswith(CONTEXT)]
    through = tests.get(("StringEquals", VIA), ("",))
    if len(contexts) != 1 or len(through) != 1 or len(tests) != len(contexts) + bool(through[0]):
        return None
    return contexts[0].removeprefix(CONTEXT), through[0]


def bound_to(statement: Mapping[str, Json]) -> tuple[tuple[str, str], ...]:
    """(context, value) of each encryption context that a statement is bound to, the context in lower case."""
    tests = [(key, values) for _, key, values in conditions(statement) if key.startswith(CONTEXT)]
    return tuple((key.removeprefix(CONTEXT), value) for key, values in tests for value in values)


def _bounded(where: str, statement: Mapping[str, Json], stack: Stack) -> Iterator[str]:
    bounds = bound_to(statement)
    if not bounds or not any(action.startswith("kms:") for action in actions(statement)):
        yield where
    for context, value in bounds:
        yield f"{where} for {sent_for(context, value, stack) or f'text {value!r}'}"
