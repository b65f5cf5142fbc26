"""What the policies on the grants of one user of a role have in common: the role is allowed exactly what they state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from policies.aws.grants import unequal_grants
from policies.aws.role_users import used_by
from policies.aws.unscoped import TRACING
from policies.core import Policy, Resource, Stack


class ExactGrants(Policy):
    """A policy that the role of `user`, `function fraud-analyzer`, is granted exactly `grants`: actions by resource."""

    applies_to = ("aws_iam_role_policy",)
    user: ClassVar[str]
    grants: ClassVar[Mapping[str, tuple[str, ...]]]

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return self.user in used_by(resource, stack)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        return unequal_grants(resource, stack, self.grants)


def grants_of_every_function(name: str) -> Mapping[str, tuple[str, ...]]:
    """What every function is granted: to write its logs, to send traces, to read its environment."""
    return {
        f"log group /aws/lambda/{name}": ("logs:CreateLogStream", "logs:PutLogEvents"),
        "everything": TRACING,
        f"key configuration for function {name}": ("kms:Decrypt",),
    }
