"""Which resources run as which role."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.arn import with_arn, written_anywhere_in
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
    return stack.once(_by_role).get(role.address, ())


def _by_role(stack: Stack) -> Mapping[str, tuple[Resource, ...]]:
    users: dict[str, tuple[Resource, ...]] = {}
    for resource in stack.of(*RUNS_AS):
        if role := role_of(resource, stack):
            users[role.address] = (*users.get(role.address, ()), resource)
    return users


def role_of(user: Resource, stack: Stack) -> Resource | None:
    """The role of this stack that a function, a workflow or a part of the API runs as."""
    return with_arn(user.get(RUNS_AS[user.type][0]), "aws_iam_role", stack)


def granted_to(role_policy: Resource, stack: Stack, *types: str) -> tuple[Resource, ...]:
    """The resources of these types that run as the role that a policy is attached to."""
    role = stack.resolve(role_policy.get("role"))
    return tuple(resource for resource in running_as(role, stack) if resource.type in types) if role else ()


def used_by(role_policy: Resource, stack: Stack) -> tuple[str, ...]:
    """The names of all that run as the role that a policy is attached to."""
    return tuple(name_of(resource, stack) for resource in granted_to(role_policy, stack, *RUNS_AS))


def mentions(role: Resource, stack: Stack) -> tuple[Resource, ...]:
    """The resources that name a role anywhere, once for each reference and ARN; references of policies left out."""
    referring = (resource for resource in stack.referring_to(role) if resource.type != "aws_iam_role_policy")
    return (*referring, *stack.once(_by_written).get(role.address, ()))


def _by_written(stack: Stack) -> Mapping[str, tuple[Resource, ...]]:
    found: dict[str, tuple[Resource, ...]] = {}
    for resource in stack.resources:
        for role in written_anywhere_in(resource, stack):
            found[role.address] = (*found.get(role.address, ()), resource)
    return found
