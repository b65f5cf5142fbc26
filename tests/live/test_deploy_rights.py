"""With the rights that were recorded, and no others, the stacks are planned, deployed, changed and taken down.

The local AWS asks the rights of whoever calls for each call. Of both stacks this takes ten minutes, so by default it is
the account's alone; RIGHTS=all in the environment is both.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from gate.moment import now
from gate.run import assess_files
from live.aws import ACCOUNT as ACCOUNT_ID
from live.aws import Aws
from live.deployment import APPLY
from live.emulator import emulator
from live.judged import Judged
from live.missing import Missing
from live.phases import STACKS, life
from live.terraform import Terraform, TerraformFailed
from policies.aws.provider_rights import DEPLOY, PLAN, rights
from policies.core.known_stacks import ACCOUNT
from tests.live.conftest import REQUIRED

ALL = os.environ.get("RIGHTS") == "all"
ROLE, LACKED = "deploy", "iam:CreateRole"
# MiniStack 1.5.33 asks for the second where AWS asks for the first.
ASKED = {"lambda:GetEventSourceMapping": "lambda:ListEventSourceMappings"}
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


def test_with_the_rights_of_a_deploy_a_whole_life_passes_and_without_one_of_them_it_stops(
    aws: Aws, judged: Mapping[str, Judged], tmp_path: Path
) -> None:
    provider = assumed(aws)
    lacking = True
    for phase, copy, arguments in life(judged, aws, tmp_path, provider, STACKS if ALL else (ACCOUNT,)):
        if lacking and phase == "apply":
            grant(aws, rights(DEPLOY).keys() - {LACKED})
            with pytest.raises(TerraformFailed, match=rf"AccessDenied.*{LACKED}"):
                copy.terraform(*APPLY)
            lacking = False
        # Who plans needs no more than that; the rest needs all.
        grant(aws, rights(PLAN if phase in PLAN else DEPLOY))
        copy.terraform(*arguments)
    assert not lacking


def assumed(aws: Aws) -> Mapping[str, Any]:
    """The provider's settings for somebody who has assumed a role of its own."""
    document = json.dumps({"Version": "2012-10-17", "Statement": [TRUST]})
    role = aws.client("iam").create_role(RoleName=ROLE, AssumeRolePolicyDocument=document)["Role"]["Arn"]
    keys = aws.client("sts").assume_role(RoleArn=role, RoleSessionName="deploys")["Credentials"]
    names = {"access_key": "AccessKeyId", "secret_key": "SecretAccessKey", "token": "SessionToken"}
    return {setting: keys[name] for setting, name in names.items()}


def grant(aws: Aws, actions: Iterable[str]) -> None:
    """Let the role do just these, on everything."""
    statement = {"Effect": "Allow", "Action": sorted(ASKED.get(each, each) for each in actions), "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    aws.client("iam").put_role_policy(RoleName=ROLE, PolicyName="grants", PolicyDocument=document)
