"""What a resource is called in a sentence: `the key "transactions" (aws_kms_key.transactions)`."""

from __future__ import annotations

from collections.abc import Mapping

from policies.core.resources import Resource

# In the words of people, where those of Terraform's type are others.
NOUNS: Mapping[str, str] = {
    "aws_api_gateway_rest_api": "API",
    "aws_api_gateway_api_key": "API key",
    "aws_cloudwatch_event_bus": "event bus",
    "aws_cloudwatch_event_rule": "event rule",
    "aws_cloudwatch_log_group": "log group",
    "aws_cloudwatch_metric_alarm": "alarm",
    "aws_dynamodb_table": "table",
    "aws_iam_role": "role",
    "aws_kms_key": "key",
    "aws_lambda_function": "function",
    "aws_sfn_state_machine": "workflow",
    "aws_sns_topic": "topic",
    "aws_sqs_queue": "queue",
    "aws_ssm_parameter": "parameter",
    "aws_wafv2_web_acl": "web ACL",
}
# Where the service keeps a name that people know.
NAMES = ("name", "function_name")


def named(resource: Resource) -> str:
    """The resource by its noun, its name and its address in Terraform."""
    noun = NOUNS.get(resource.type) or resource.type.removeprefix("aws_").replace("_", " ")
    return f'the {noun} "{_name(resource, noun)}" ({resource.address})'


def _name(resource: Resource, noun: str) -> str:
    """Its own name; else that of the innermost construct that is not called after what it is: `transactions`."""
    for attribute in NAMES:
        if isinstance(name := resource.get(attribute), str) and "${" not in name:
            return name
    constructs = (resource.path or resource.name).split("/")
    words = noun.lower().split()
    own = next((name for name in reversed(constructs) if name.lower() not in (words[-1], "-".join(words))), "")
    return own.removesuffix(f"-{words[-1]}") or resource.name
