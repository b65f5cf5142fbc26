"""Which resources run as which role."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.names import name_of
from policies.core import Resource, Stack

# The attribute that names the role, and the service that then assumes it.
RUNS_AS: Mapping[str, tuple[str, str]] = {
    "aws_lambda_function": ("role", "lambda.amazonaws.com"),
    "aws_sfn_state_machine": ("role_arn", "states.amazonaws.com"),
    "aws_api_gateway_integration": ("credentials", "apigateway.amazonaws.com"),
    "aws_api_gateway_account": ("cloudwatch_role_arn", "apigateway.amazonaws.com"),
}


def running_as(role: Resource, stack: Stack) -> tuple[Resource, ...]:
    """The functions, workflows and parts of the API that run as a role."""
    return tuple(
        resource
        for type_, (attribute, _) in RUNS_AS.items()
        for resource in stack.pointing_at(role, type_, attribute)
        if stack.resolve(resource.get(attribute), "arn") is role
    )


def granted_to(role_policy: Resource, stack: Stack, *types: str) -> tuple[Resource, ...]:
    """The resources of these types that run as the role that a policy is attached to."""
    role = stack.resolve(role_policy.get("role"))
    return tuple(resource for resource in running_as(role, stack) if resource.type in types) if role else ()


def used_by(role_policy: Resource, stack: Stack) -> tuple[str, ...]:
    """The names of all that run as the role that a policy is attached to."""
    return tuple(name_of(resource, stack) for resource in granted_to(role_policy, stack, *RUNS_AS))


def mentions(role: Resource, stack: Stack) -> tuple[Resource, ...]:
    """The resources that refer to a role anywhere, once for each reference; its own policies left out."""
    return tuple(resource for resource in stack.referring_to(role) if resource.type != "aws_iam_role_policy")
