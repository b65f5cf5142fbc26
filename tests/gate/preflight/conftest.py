"""What the judged files need, and an account that has all of it."""

import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from gate.preflight.needs import Needs
from gate.preflight.questions import Answer, Question, questions
from gate.preflight.trails import about_trails

ACCOUNT_ID = "123456789012"
WELCOME = "/aws/apigateway/welcome"
TRAIL = f"arn:aws:cloudtrail:us-east-1:{ACCOUNT_ID}:trail/all"
ACCOUNT_STACK = {
    "aws_cloudwatch_log_group": {"welcome": {"name": WELCOME, "retention_in_days": 7, "kms_key_id": "x"}},
    "aws_cloudwatch_log_resource_policy": {"delivery": {"policy_name": "vended-logs"}},
    "aws_xray_encryption_config": {"traces": {"type": "KMS"}},
}
# By the right that it takes; what the account of the tests answers to each question of that right.
READY: Mapping[str, dict[str, Any]] = {
    "apigateway:GET": {"cloudwatchRoleArn": "arn:x", "throttleSettings": {"rateLimit": 10_000.0, "burstLimit": 5_000}},
    "cloudtrail:DescribeTrails": {"trailList": [{"TrailARN": TRAIL, "IsMultiRegionTrail": True}]},
    "cloudtrail:GetEventSelectors": {
        "EventSelectors": [
            {
                "ReadWriteType": "All",
                "IncludeManagementEvents": True,
                "DataResources": [{"Type": "AWS::DynamoDB::Table", "Values": ["arn:aws:dynamodb"]}],
                "ExcludeManagementEventSources": [],
            }
        ]
    },
    "cloudtrail:GetTrailStatus": {"IsLogging": True},
    "iam:GetRole": {"Role": {}},
    "lambda:GetFunctionConcurrency": {},
    "logs:DescribeLogGroups": {"logGroups": [{"logGroupName": WELCOME, "kmsKeyId": "x", "retentionInDays": 7}]},
    "logs:DescribeResourcePolicies": {"resourcePolicies": [{"policyName": "vended-logs"}]},
    "sns:GetSMSAttributes": {"attributes": {"MonthlySpendLimit": "1000"}},
    "sns:GetSMSSandboxAccountStatus": {"IsInSandbox": False},
    "sns:ListSubscriptionsByTopic": {"Subscriptions": [{"SubscriptionArn": "arn:aws:sns:x"}]},
    "sts:GetCallerIdentity": {"Account": ACCOUNT_ID},
    "xray:GetEncryptionConfig": {"EncryptionConfig": {"Type": "KMS", "Status": "ACTIVE"}},
}


@pytest.fixture
def needs(synthesized: Path, tmp_path: Path) -> Needs:
    """Of the judged stacks, with the account's settings that a test below is about."""
    output = Path(shutil.copytree(synthesized.parents[2], tmp_path / "cdktf.out"))
    file = output / "stacks" / "account" / "cdk.tf.json"
    stack = json.loads(file.read_text())
    file.write_text(json.dumps(stack | {"resource": stack["resource"] | ACCOUNT_STACK}))
    return Needs.read(output)


Answering = Callable[..., dict[Question, Answer]]


@pytest.fixture
def enough(synthesized: Path) -> int:
    """The unreserved executions of which a hundred are left when the functions have theirs."""
    return 100 + sum(Needs.read(synthesized.parents[2]).reserved.values())


@pytest.fixture
def answering(needs: Needs, enough: int) -> Answering:
    """Answers to all that is asked, some of them by their rights changed."""

    ready = {**READY, "lambda:GetAccountSettings": {"AccountLimit": {"UnreservedConcurrentExecutions": enough}}}

    def answers(**changed: Answer) -> dict[Question, Answer]:
        def answer(asked: Iterable[Question]) -> dict[Question, Answer]:
            return {each: changed.get(each.right.replace(":", "_"), ready[each.right]) for each in asked}

        first = answer(questions(needs, ACCOUNT_ID))
        return first | answer(about_trails(needs, first))

    return answers
