"""The permissions boundary of all roles, where the stack `delivery`, which holds it, is not deployed."""

from __future__ import annotations

import json

from live.aws import Aws
from policies.aws.boundary import NAME, bounds
from policies.requirements import REGION


def make_boundary(aws: Aws) -> None:
    """Let there be a boundary, without which no role can be made that names it. On which names is judged elsewhere."""
    actions = sorted(right.action for right in bounds(REGION) if right.effect == "Allow")
    allowed = {"Effect": "Allow", "Action": actions, "Resource": ["*"]}
    document = {"Version": "2012-10-17", "Statement": [allowed]}
    aws.client("iam").create_policy(PolicyName=NAME, PolicyDocument=json.dumps(document))
