"""The permissions boundary of all roles, where the stack `delivery`, which holds it, is not deployed."""

from __future__ import annotations

import json

from live.aws import Aws
from policies.aws.boundary import NAME, boundary


def make_boundary(aws: Aws) -> None:
    """Let there be the boundary: without it, no role that names it can be made."""
    aws.client("iam").create_policy(PolicyName=NAME, PolicyDocument=json.dumps(boundary()))
