"""What the policies of the roles that plan and deploy say, and where that is not what the reviewed tables say."""

from __future__ import annotations

from collections.abc import Iterator

from policies.aws.deploy_rights import needed
from policies.aws.region import region
from policies.aws.said_grants import departures
from policies.core import Resource, Stack

# By the names of the roles: what they are for.
ROLES = {"delivery-plan": "plan", "delivery-deploy": "deploy"}


def departures_of_grants(role_policy: Resource, stack: Stack) -> Iterator[str]:
    """What a policy of these roles grants and no deploy needs, and what is needed and it does not grant."""
    role = stack.resolve(role_policy.get("role"))
    purpose = ROLES.get(str(role.get("name"))) if role is not None and role.type == "aws_iam_role" else None
    needs = needed(purpose, region(stack)) if purpose else {}
    short = f"which its role needs to {purpose}"
    return departures(role_policy, needs, stack, beyond="for no purpose that is known", short=short)
