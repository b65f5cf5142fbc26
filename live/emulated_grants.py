"""One grant in the form that the emulator asks for.

AWS judges ssm:GetParameters on the parameters that are named; MiniStack 1.5.33 judges it on `*`, so that no grant on
parameters suffices. Each role whose deployed policy grants it gets a second policy, beside its own, in that form, and
the boundary of roles another version: whether the action is granted is still enforced here, on which parameters is not.
"""

from __future__ import annotations

import json
from typing import Any

from live.aws import ACCOUNT, Aws
from policies.aws.boundary import NAME as BOUNDARY

ACTION = "ssm:GetParameters"
NAME = "as-the-emulator-asks"
STATEMENT = {"Effect": "Allow", "Action": [ACTION], "Resource": ["*"]}
POLICY = {"Version": "2012-10-17", "Statement": [STATEMENT]}


def grant_as_asked(aws: Aws) -> None:
    """Give the second policy to each role that has the grant, and let the boundary allow as much."""
    iam = aws.client("iam")
    _widen_boundary(iam)
    for role in (each["RoleName"] for each in iam.list_roles()["Roles"]):
        for policy in iam.list_role_policies(RoleName=role)["PolicyNames"]:
            document = iam.get_role_policy(RoleName=role, PolicyName=policy)["PolicyDocument"]
            if any(ACTION in statement["Action"] for statement in document["Statement"]):
                iam.put_role_policy(RoleName=role, PolicyName=NAME, PolicyDocument=json.dumps(POLICY))


def _widen_boundary(iam: Any) -> None:
    arn = f"arn:aws:iam::{ACCOUNT}:policy/{BOUNDARY}"
    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    document = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]
    if any(ACTION in statement["Action"] for statement in document["Statement"]):
        document["Statement"].append(STATEMENT)
        iam.create_policy_version(PolicyArn=arn, PolicyDocument=json.dumps(document), SetAsDefault=True)
