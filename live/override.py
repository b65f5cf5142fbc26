"""What differs on a local AWS from AWS: an override, which stands beside the judged bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gate.deploy import override as settings
from live.aws import CREDENTIALS, Aws
from live.keys import key_of
from live.terraform import IN_THE_FOLDER, OFFLINE

# By the names that Terraform's provider has for them.
SERVICES = (
    "apigateway",
    "cloudwatch",
    "dynamodb",
    "events",
    "iam",
    "kms",
    "lambda",
    "logs",
    "s3",
    "sfn",
    "sns",
    "sqs",
    "ssm",
    "sts",
    "wafv2",
)
# What MiniStack has no call for; everything else is deployed.
LEFT_OUT = {
    "aws_wafv2_web_acl_logging_configuration": "MiniStack has no PutLoggingConfiguration",
    "aws_xray_encryption_config": "MiniStack has no X-Ray",
}


def override(stack: Mapping[str, Any], aws: Aws, api_key: str) -> dict[str, Any]:
    """Where the provider finds this AWS, whose keys are known, nothing of what is left out, and a state in the copy."""
    keys = stack["resource"].get("aws_api_gateway_api_key", {})
    values = {name: {"value": key_of(key["name"], api_key)} for name, key in keys.items()}
    differs = settings.override(stack["resource"], provider(aws), LEFT_OUT, {"aws_api_gateway_api_key": values})
    return {**differs, "terraform": IN_THE_FOLDER}


def provider(aws: Aws) -> dict[str, Any]:
    """The settings by which the AWS provider reaches this AWS and no other."""
    return {
        **OFFLINE,
        # Its address is a number, before which no name of a bucket can stand.
        "s3_use_path_style": True,
        "access_key": CREDENTIALS["AWS_ACCESS_KEY_ID"],
        "secret_key": CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        "custom_ca_bundle": str(aws.certificate),
        "endpoints": [dict.fromkeys(SERVICES, aws.url)],
        # At the default an error of the emulator would be tried again for minutes.
        "max_retries": 1,
    }


def left_out(stack: Mapping[str, Any]) -> list[str]:
    """The address of each resource that is not deployed."""
    return settings.left_out(stack["resource"], LEFT_OUT)
