"""What a role may do and who uses it, in names that people know: `("parameter /a/b", "ssm:GetParameters")`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from policies.vocabulary.expression import ACCOUNT, REGION, reference
from policies.vocabulary.iam import actions, allows, conditions, listed, statements
from policies.vocabulary.resource import Resource
from policies.vocabulary.stack import Stack
from policies.vocabulary.strict_json import Json

# Who can use a role: the attribute that names it, and the service that then assumes it.
USERS: Mapping[str, tuple[str, str]] = {
    "aws_lambda_function": ("role", "lambda.amazonaws.com"),
    "aws_sfn_state_machine": ("role_arn", "states.amazonaws.com"),
    "aws_api_gateway_integration": ("credentials", "apigateway.amazonaws.com"),
    "aws_api_gateway_account": ("cloudwatch_role_arn", "apigateway.amazonaws.com"),
}
# What a resource is called, and the attribute that holds its own name.
KINDS: Mapping[str, tuple[str, str]] = {
    "aws_lambda_function": ("function", "function_name"),
    "aws_sfn_state_machine": ("workflow", "name"),
    "aws_dynamodb_table": ("table", "name"),
    "aws_sns_topic": ("topic", "name"),
    "aws_sqs_queue": ("queue", "name"),
    "aws_cloudwatch_event_bus": ("bus", "name"),
    "aws_cloudwatch_log_group": ("log group", "name"),
    "aws_ssm_parameter": ("parameter", "name"),
}
EVERYTHING = "everything"
CONTEXT = "kms:encryptioncontext:"
# A resource cannot refer to itself, nor a role to what refers to it: those are named by their ARN.
BY_NAME = re.compile(
    rf"arn:aws:(lambda:{REGION}:{re.escape(ACCOUNT)}:function|states:{REGION}:{re.escape(ACCOUNT)}:stateMachine)"
    r":(?P<name>[A-Za-z0-9_-]+)"
)
DELIVERY = f"arn:aws:logs:{REGION}:{ACCOUNT}:*"

Grants = Mapping[str, frozenset[str]]


def users(role: Resource, stack: Stack) -> tuple[Resource, ...]:
    """The functions, workflows and parts of the API that run as a role."""
    return tuple(
        user
        for type_, (attribute, _) in USERS.items()
        for user in stack.of(type_)
        if stack.resolve(user.get(attribute), "arn") is role
    )


def used_by(role_policy: Resource, stack: Stack) -> tuple[str, ...]:
    """The names of those who use the role that a policy is attached to."""
    role = stack.resolve(role_policy.get("role"))
    return tuple(called(user, stack) for user in users(role, stack)) if role else ()


def called(resource: Resource, stack: Stack) -> str:
    """`function fraud-analyzer`; a key is called by its only alias; what has no name of its own by its type."""
    if resource.type == "aws_kms_key":
        names = [alias.get("name") for alias in stack.pointing_at(resource, "aws_kms_alias", "target_key_id")]
        return f"key {names[0]}" if len(names) == 1 else resource.address
    kind, attribute = KINDS.get(resource.type, (resource.type, ""))
    return f"{kind} {resource.get(attribute)}" if attribute else kind


def named(value: Json, stack: Stack) -> str:
    """The name of what an ARN in a document stands for; the text itself where that is nothing of this stack."""
    if value == "*":
        return EVERYTHING
    if value == DELIVERY:
        return "log delivery"
    text = str(value)
    by_name = BY_NAME.fullmatch(text)
    if by_name:
        return f"{'function' if ':function:' in text else 'workflow'} {by_name['name']}"
    whole = reference(text.removesuffix(":*"))
    found = stack.resolve(text.removesuffix(":*"))
    if found is None or whole is None:
        return text
    if text.endswith(":*") and found.type != "aws_cloudwatch_log_group":
        return text
    fits = whole[2] == "arn" or (found.type, whole[2]) == ("aws_dynamodb_table", "name")
    return called(found, stack) if fits else text


def granted(role_policy: Resource, stack: Stack) -> Grants:
    """The actions that a policy allows, by what it allows them on; a key's use is said with what it is bound to."""
    found: dict[str, frozenset[str]] = {}
    for statement in filter(allows, statements(role_policy.get("policy"))):
        for resource in listed(statement.get("Resource")):
            for where in _bounded(named(resource, stack), statement, stack):
                found[where] = found.get(where, frozenset()) | frozenset(listed(statement.get("Action")))
    return found


def disagreements(found: Grants, due: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What may be done and never is, and what is done and may not be, a sentence each."""
    for where in sorted(found.keys() | due.keys()):
        may, must = found.get(where, frozenset()), frozenset(due.get(where, ()))
        yield from (f"allows {action} on {where}, which its role has no use for" for action in sorted(may - must))
        yield from (f"does not allow {action} on {where}, which its role needs" for action in sorted(must - may))


def _bounded(where: str, statement: Mapping[str, Json], stack: Stack) -> Iterator[str]:
    bounds = [value for _, key, values in conditions(statement) if key.startswith(CONTEXT) for value in values]
    if not bounds or not any(action.startswith("kms:") for action in actions(statement)):
        yield where
    for value in bounds:
        yield f"{where} for {named(value, stack)}"
