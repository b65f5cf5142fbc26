"""Every function comes with its safeguards, unasked."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from cdktf import TerraformStack

from stacks.bundle import Bundle
from stacks.function import Function
from stacks.grants import allow
from stacks.key import Key
from stacks.settings import Settings

Resources = Callable[[], dict[str, list[dict[str, Any]]]]
KEY = "${aws_kms_key.shared-key_"


def statements(text: str) -> dict[str, dict[str, Any]]:
    return {statement["Sid"]: statement for statement in json.loads(text)["Statement"]}


@pytest.fixture
def function(scope: TerraformStack, key: Key, settings: Settings) -> Function:
    return Function(
        scope,
        "fraud-analyzer",
        code=Bundle(path="assets/fraud-analyzer.zip", handler="fraud_analyzer.handler.handler", content=b""),
        key=key,
        logs_key=key,
        environment={"NAME": "value"},
        grants=[allow("Extra", ["s3:GetObject"], ["arn:aws:s3:::somewhere/*"])],
        settings=settings,
    )


def test_a_function_reserves_its_concurrency_is_traced_and_encrypted(
    function: Function, settings: Settings, resources: Resources
) -> None:
    (made,) = resources()["aws_lambda_function"]
    assert function.label == made["function_name"]
    assert made["reserved_concurrent_executions"] == settings.reserved_concurrent_executions
    assert made["tracing_config"] == {"mode": "Active"}
    assert made["kms_key_arn"].startswith(KEY)
    assert (made["runtime"], made["architectures"]) == ("python3.11", ["arm64"])
    assert made["environment"] == {"variables": {"LOG_LEVEL": "INFO", "NAME": "value"}}


@pytest.mark.usefixtures("function")
def test_a_function_waits_for_its_own_log_group_and_its_grants(resources: Resources) -> None:
    made = resources()
    (function,), (group,) = made["aws_lambda_function"], made["aws_cloudwatch_log_group"]
    assert group["name"] == "/aws/lambda/fraud-analyzer"
    assert [after.split(".")[0] for after in function["depends_on"]] == [
        "aws_cloudwatch_log_group",
        "aws_iam_role_policy",
    ]
    assert function["logging_config"]["log_format"] == "JSON"
    assert function["logging_config"]["log_group"].startswith("${aws_cloudwatch_log_group.fraud-analyzer_logs")


@pytest.mark.usefixtures("function")
def test_a_function_may_write_its_logs_and_traces_read_its_environment_and_what_it_was_granted(
    resources: Resources,
) -> None:
    (policy,) = resources()["aws_iam_role_policy"]
    granted = statements(policy["policy"])
    assert list(granted) == ["WriteLogs", "SendTraces", "ReadEnvironment", "Extra"]
    assert granted["WriteLogs"]["Resource"][0].endswith(".arn}:*")
    context = granted["ReadEnvironment"]["Condition"]["StringEquals"]
    assert context["kms:EncryptionContext:aws:lambda:FunctionArn"].endswith(":function:fraud-analyzer")


@pytest.mark.usefixtures("function")
def test_only_lambda_in_this_account_assumes_a_function_s_role(resources: Resources) -> None:
    (role,) = resources()["aws_iam_role"]
    (trust,) = json.loads(role["assume_role_policy"])["Statement"]
    assert trust["Principal"] == {"Service": "lambda.amazonaws.com"}
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": "${var.account_id}"}}
