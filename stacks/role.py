"""A role for exactly one part of the system, with one inline policy."""

from collections.abc import Sequence

from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy
from constructs import Construct

from stacks.document import ACCOUNT, Statement, policy
from stacks.names import boundary_arn
from stacks.settings import Settings

# API Gateway is absent: it sends no aws:SourceAccount when it assumes a role, so the condition would lock it out.
# Its roles can still only be passed to it within the account that owns them.
NAMES_ITS_ACCOUNT = frozenset({"lambda.amazonaws.com", "states.amazonaws.com"})


class Role(Construct):
    """`service` alone may assume it; `grants` are the statements of its only policy."""

    def __init__(
        self, scope: Construct, *, name: str, service: str, grants: Sequence[Statement], settings: Settings
    ) -> None:
        super().__init__(scope, "role")
        name = f"{settings.system}-{name}"
        self.resource = IamRole(
            self,
            "role",
            name=name,
            assume_role_policy=policy(_trust(service)),
            permissions_boundary=boundary_arn(settings),
        )
        self.policy = IamRolePolicy(self, "policy", name="grants", role=self.resource.id, policy=policy(*grants))
        self.arn: str = self.resource.arn
        self.written_arn = f"arn:aws:iam::{ACCOUNT}:role/{name}"


def _trust(service: str) -> Statement:
    trust: Statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    if service in NAMES_ITS_ACCOUNT:
        trust["Condition"] = {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
    return trust
