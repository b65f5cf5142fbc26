"""Who runs as which role."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.names import called
from policies.core import Resource, Stack

# The attribute that names the role, and the service that then assumes it.
USERS: Mapping[str, tuple[str, str]] = {
    "aws_lambda_function": ("role", "lambda.amazonaws.com"),
    "aws_sfn_state_machine": ("role_arn", "states.amazonaws.com"),
    "aws_api_gateway_integration": ("credentials", "apigateway.amazonaws.com"),
    "aws_api_gateway_account": ("cloudwatch_role_arn", "apigateway.amazonaws.com"),
}


def users(role: Resource, stack: Stack) -> tuple[Resource, ...]:
    """The functions, workflows and parts of the API that run as a role."""
    return tuple(
        user
        for type_, (attribute, _) in USERS.items()
        for user in stack.pointing_at(role, type_, attribute)
        if stack.resolve(user.get(attribute), "arn") is role
    )


def used_by(role_policy: Resource, stack: Stack) -> tuple[str, ...]:
    """The names of those who run as the role that a policy is attached to."""
    role = stack.resolve(role_policy.get("role"))
    return tuple(called(user, stack) for user in users(role, stack)) if role else ()


def mentions(role: Resource, stack: Stack) -> tuple[Resource, ...]:
    """The resources that refer to a role in any place, once for each reference; its own policies left out."""
    return tuple(each for each in stack.referring_to(role) if each.type != "aws_iam_role_policy")
