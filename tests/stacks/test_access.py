"""Who may do what: roles, their grants, and the services that keys admit."""

import json
from typing import Any

import pytest

# AWS scopes none of these to a resource.
UNSCOPED = {
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
    "logs:CreateLogDelivery",
    "logs:GetLogDelivery",
    "logs:UpdateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:DescribeResourcePolicies",
    "logs:DescribeLogGroups",
}


@pytest.fixture
def grants(stack: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Statements by the path of the construct that holds the role."""
    policies = stack["resource"]["aws_iam_role_policy"].values()
    return {
        policy["//"]["metadata"]["path"].split("/", 1)[1].removesuffix("/role/policy"): json.loads(policy["policy"])[
            "Statement"
        ]
        for policy in policies
    }


def actions(statements: list[dict[str, Any]]) -> set[str]:
    return {action for statement in statements for action in statement["Action"]}


def test_no_grant_has_a_wildcard_in_an_action(grants: dict[str, list[dict[str, Any]]]) -> None:
    assert not any("*" in action for statements in grants.values() for action in actions(statements))


def test_everything_is_granted_only_where_aws_offers_nothing_narrower(grants: dict[str, list[dict[str, Any]]]) -> None:
    wide = [s for statements in grants.values() for s in statements if "*" in s["Resource"]]
    assert wide
    assert actions(wide) <= UNSCOPED


def test_every_use_of_a_key_is_bound_to_what_it_protects(grants: dict[str, list[dict[str, Any]]]) -> None:
    uses = [s for statements in grants.values() for s in statements if s["Action"][0].startswith("kms:")]
    assert len(uses) >= 9
    for use in uses:
        assert any(name.startswith("kms:EncryptionContext:") for name in use["Condition"]["StringEquals"])


def test_each_function_may_call_what_its_code_calls(grants: dict[str, list[dict[str, Any]]]) -> None:
    usual = {
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
        "kms:Decrypt",
    }
    assert actions(grants["transaction-validator"]) == usual
    assert actions(grants["fraud-analyzer"]) == usual | {"ssm:GetParameters"}
    assert actions(grants["notification-sender"]) == usual | {"ssm:GetParameters", "sns:Publish", "kms:GenerateDataKey"}


def test_the_workflow_may_do_what_its_tasks_do(grants: dict[str, list[dict[str, Any]]]) -> None:
    own = actions(grants["workflow"]) - UNSCOPED - {"kms:Decrypt", "kms:GenerateDataKey"}
    assert own == {
        "lambda:InvokeFunction",
        "dynamodb:PutItem",
        "dynamodb:GetItem",
        "dynamodb:UpdateItem",
        "events:PutEvents",
        "sqs:SendMessage",
    }


def test_every_part_has_its_own_role_for_one_service(stack: dict[str, Any], grants: dict[str, Any]) -> None:
    roles = stack["resource"]["aws_iam_role"].values()
    assert len(roles) == len(grants) > len(stack["resource"]["aws_lambda_function"])
    for role in roles:
        (trust,) = json.loads(role["assume_role_policy"])["Statement"]
        service = trust["Principal"]["Service"]
        # API Gateway sends no aws:SourceAccount when it assumes a role.
        assert ("Condition" in trust) is (service != "apigateway.amazonaws.com")


def test_every_service_in_a_key_policy_is_bound(stack: dict[str, Any]) -> None:
    services: set[str] = set()
    for key in stack["resource"]["aws_kms_key"].values():
        administration, *users = json.loads(key["policy"])["Statement"]
        assert administration["Action"] == "kms:*"
        for user in users:
            services.add(user["Principal"]["Service"])
            assert not any("*" in action for action in user["Action"])
            assert "${var.account_id}" in json.dumps(user["Condition"])
    assert services == {
        "logs.us-east-1.amazonaws.com",
        "delivery.logs.amazonaws.com",
        "events.amazonaws.com",
        "cloudwatch.amazonaws.com",
    }
