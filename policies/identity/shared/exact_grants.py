"""What the policies on the grants of one user of a role have in common: the role is allowed exactly what they state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from policies.aws.grants import unequal_grants
from policies.aws.role_users import used_by
from policies.aws.unscoped import TRACING
from policies.core import Policy, Resource, Stack

# FRAUD_IAM_24 asks these for their policy, whichever role they have.
ASKED_THEMSELVES = ("aws_lambda_function", "aws_sfn_state_machine")

# The ids of the policies that say what a user of a role may do, by that user. Whoever defines a policy enters it.
_STATING: dict[str, set[str]] = {}


class ExactGrants(Policy):
    """A policy that the role of `user`, `function fraud-analyzer`, is granted exactly `grants`: actions by resource."""

    applies_to = ("aws_iam_role_policy",)
    user: ClassVar[str]
    grants: ClassVar[Mapping[str, tuple[str, ...]]]

    def __init_subclass__(cls, **named: Any) -> None:
        super().__init_subclass__(**named)
        _STATING.setdefault(cls.user, set()).add(cls.id)

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return self.user in used_by(resource, stack)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        return unequal_grants(resource, stack, self.grants)


def lacks_its_policy(user: str) -> Iterator[str]:
    """A sentence unless exactly one policy of the rulebook says what this user of a role may do."""
    stating = sorted(_STATING.get(user, ()))
    if not stating:
        yield f"is {user}, and no policy in policies/identity says what it may do; exactly one policy must"
    elif len(stating) > 1:
        yield f"is {user}, and {' and '.join(stating)} each say what it may do; exactly one policy must"


def grants_of_every_function(name: str) -> Mapping[str, tuple[str, ...]]:
    """What every function is granted: to write its logs, to send traces, to read its environment."""
    return {
        f"log group /aws/lambda/{name}": ("logs:CreateLogStream", "logs:PutLogEvents"),
        "everything": TRACING,
        f"key configuration for function {name}": ("kms:Decrypt",),
    }


def grants_of_reading(*parameters: str) -> Mapping[str, tuple[str, ...]]:
    """What it takes to read these SecureStrings, by their names."""
    read = [f"parameter {name}" for name in parameters]
    keys = [f"key configuration for {parameter}" for parameter in read]
    return {**dict.fromkeys(read, ("ssm:GetParameters",)), **dict.fromkeys(keys, ("kms:Decrypt",))}
