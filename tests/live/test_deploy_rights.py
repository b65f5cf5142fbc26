"""With the roles that the stack `delivery` makes, the others are planned, deployed, changed and taken down.

The local AWS asks for each call what its caller may do, and on what; of conditions it knows few. Of both stacks this
takes a quarter of an hour, so by default it is the account's alone. RIGHTS=all in the environment is both, and a plan
is then tried without one right of each service in turn.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from gate.moment import now
from gate.run import assess_files
from live.aws import ACCOUNT as ACCOUNT_ID
from live.aws import Aws
from live.emulator import emulator
from live.judged import Judged
from live.missing import Missing
from live.phases import STACKS, life
from live.terraform import Terraform, TerraformFailed
from policies.aws.provider_rights import PLAN, rights
from policies.core.known_stacks import ACCOUNT, DELIVERY, SYSTEM
from tests.live.conftest import REQUIRED

ALL = os.environ.get("RIGHTS") == "all"
ROLE, LACKED = "deploy", "iam:CreateRole"
# What no plan of the system passes without, of each service that the local AWS has.
READS = (
    *("apigateway:GET", "cloudwatch:DescribeAlarms", "dynamodb:DescribeTable", "events:DescribeRule", "iam:GetRole"),
    *("kms:DescribeKey", "lambda:GetFunction", "logs:DescribeLogGroups", "sns:GetTopicAttributes"),
    *("sqs:GetQueueAttributes", "ssm:GetParameter", "states:DescribeStateMachine", "wafv2:GetWebACL"),
)
# MiniStack 1.5.33 asks for the second where AWS asks for the first.
ASKED = {"lambda:GetEventSourceMapping": "lambda:ListEventSourceMappings"}
# It asks on other resources than AWS does: for some calls on `*`, which the first pattern, of one character, is for; of
# a bus by the name of a rule, and of a key of AWS's by that of its alias.
MISNAMED = ["?", f"arn:aws:events:*:{ACCOUNT_ID}:rule/default/*", f"arn:aws:kms:*:{ACCOUNT_ID}:alias/aws/*"]
TRUST = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT_ID}:root"}, "Action": "sts:AssumeRole"}

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("rights")]


@pytest.fixture
def aws(tmp_path: Path) -> Iterator[Aws]:
    try:
        Terraform(tmp_path, scratch=tmp_path, variables={})  # before anything is started for nothing
        with emulator(tmp_path) as aws:
            yield aws
    except Missing as missing:
        if REQUIRED:
            raise
        pytest.skip(f"NOT TESTED: {missing}")


@pytest.fixture
def judged(synthesized: Path, tmp_path: Path) -> Mapping[str, Judged]:
    files = [synthesized.parents[1] / stack / synthesized.name for stack in STACKS]
    assessments = assess_files(files, tmp_path / "reports", now())
    return {file.parent.name: (file.parent, each) for file, each in zip(files, assessments, strict=True)}


@pytest.fixture
def grants(synthesized: Path) -> Grants:
    return Grants(synthesized.parents[1] / DELIVERY / synthesized.name)


def test_with_the_two_roles_a_whole_life_passes_and_without_one_of_their_rights_it_stops(
    aws: Aws, judged: Mapping[str, Judged], grants: Grants, tmp_path: Path
) -> None:
    provider = assumed(aws)
    lacking = True
    for phase, copy, arguments in life(judged, aws, tmp_path, provider, STACKS if ALL else (ACCOUNT,)):
        without = [LACKED] if lacking and phase == "apply" else []
        if ALL and phase == "refresh" and copy.folder.name == SYSTEM:
            without = [*READS]
        for right in without:
            grant(aws, grants.of_phase(phase, without=right))
            with pytest.raises(TerraformFailed, match=rf"is not authorized to perform: {right}\b"):
                copy.terraform(*arguments)
            lacking = False
        grant(aws, grants.of_phase(phase))
        copy.terraform(*arguments)
    assert not lacking


def test_one_right_of_each_service_is_tried() -> None:
    recorded = {action.partition(":")[0] for action in rights(PLAN)}
    assert {read.partition(":")[0] for read in READS} == recorded - {"xray"}, "MiniStack has no X-Ray"


class Grants:
    """What the two roles may do, as the stack `delivery` says."""

    def __init__(self, file: Path) -> None:
        self._policies = json.loads(file.read_bytes())["resource"]["aws_iam_role_policy"]

    def of_phase(self, phase: str, without: str = "") -> str:
        """The policy of the role that is enough for a phase; `without` one of its actions."""
        role = "plan-role" if phase in PLAN else "deploy-role"
        (policy,) = (each["policy"] for name, each in self._policies.items() if name.startswith(role))
        # No bucket of states is there, nor its key.
        written = re.sub(r"\$\{aws_[^}]+\}", "arn:aws:s3:::none", policy.replace("${var.account_id}", ACCOUNT_ID))
        document = json.loads(written)
        # Without its condition a denial would deny everything.
        document["Statement"] = [
            each for each in document["Statement"] if each["Effect"] == "Allow" or "Condition" not in each
        ]
        for statement in document["Statement"]:
            kept = [ASKED.get(action, action) for action in statement["Action"] if action != without]
            statement["Action"] = kept or ["none:None"]
            statement.pop("Condition", None)
        allowed = [action for each in document["Statement"] if each["Effect"] == "Allow" for action in each["Action"]]
        document["Statement"].append({"Effect": "Allow", "Action": allowed, "Resource": MISNAMED})
        return json.dumps(document)


def assumed(aws: Aws) -> Mapping[str, Any]:
    """The provider's settings for somebody who has assumed a role of its own."""
    document = json.dumps({"Version": "2012-10-17", "Statement": [TRUST]})
    role = aws.client("iam").create_role(RoleName=ROLE, AssumeRolePolicyDocument=document)["Role"]["Arn"]
    keys = aws.client("sts").assume_role(RoleArn=role, RoleSessionName="deploys")["Credentials"]
    names = {"access_key": "AccessKeyId", "secret_key": "SecretAccessKey", "token": "SessionToken"}
    return {setting: keys[name] for setting, name in names.items()}


def grant(aws: Aws, document: str) -> None:
    """Let the role do just this."""
    aws.client("iam").put_role_policy(RoleName=ROLE, PolicyName="grants", PolicyDocument=document)
