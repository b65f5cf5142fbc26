"""What whoever runs as a role may do, by the policy of the role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gate.access.principals import principal
from gate.access.rights import Right, said
from policies.aws.iam import conditions, principals, statements
from policies.aws.names import name_of
from policies.aws.role_users import RUNS_AS, granted_to
from policies.core.blocks import Block
from policies.core.resources import Resource
from policies.core.stack import Stack

ROLE_POLICY = "aws_iam_role_policy"
# What has no name of its own in a stack.
NAMES: Mapping[str, str] = {
    "aws_api_gateway_integration": "API",
    "aws_api_gateway_account": "API Gateway, for all APIs of the account",
}


def of_roles(stack: Stack) -> Iterator[Right]:
    """Role by role."""
    for policy in stack.of(ROLE_POLICY):
        for who in _users(policy, stack):
            yield from said(who, policy.get("policy"), policy, stack)


def _users(policy: Resource, stack: Stack) -> Iterator[str]:
    users = granted_to(policy, stack, *RUNS_AS)
    yield from (NAMES.get(user.type) or name_of(user, stack) for user in users)
    role = stack.resolve(policy.get("role"))
    if not users:
        yield f"role {role.get('name')}, which {_trusted(role)} may assume" if role else f"nobody ({policy.address})"


def _trusted(role: Resource) -> str:
    trusting = statements(role.get("assume_role_policy"))
    return " or ".join(who for statement in trusting for who in _trusted_by(statement)) or "nobody"


def _trusted_by(statement: Block) -> Iterator[str]:
    """Of another who vouches for people and programs, it is they who are trusted."""
    subjects = [value for _, key, values in conditions(statement) if key.endswith(":sub") for value in values]
    for kind, value in principals(statement):
        is_vouched_for = kind == "Federated" and subjects
        yield f"whoever signs in as {' or '.join(subjects)}" if is_vouched_for else principal(kind, value)
