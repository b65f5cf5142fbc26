"""One grant in the form that the emulator asks for.

AWS judges ssm:GetParameters on the parameters that are named; MiniStack 1.5.33 judges it on `*`, so that no grant on
parameters suffices. Each role whose deployed policy grants it gets a second policy, beside its own, in that form:
whether the action is granted is still enforced here, on which parameters is not.
"""

from __future__ import annotations

import json

from live.aws import Aws

ACTION = "ssm:GetParameters"
NAME = "as-the-emulator-asks"
POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": [ACTION], "Resource": ["*"]}]}


def grant_as_asked(aws: Aws) -> None:
    """Give the second policy to each role that has the grant."""
    iam = aws.client("iam")
    for role in (each["RoleName"] for each in iam.list_roles()["Roles"]):
        for policy in iam.list_role_policies(RoleName=role)["PolicyNames"]:
            document = iam.get_role_policy(RoleName=role, PolicyName=policy)["PolicyDocument"]
            if any(ACTION in statement["Action"] for statement in document["Statement"]):
                iam.put_role_policy(RoleName=role, PolicyName=NAME, PolicyDocument=json.dumps(POLICY))
