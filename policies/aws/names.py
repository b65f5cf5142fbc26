"""Resources by names that people know, `parameter /a/b`, for a reference in a document as for an ARN written out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policies.aws.keys import alias_name
from policies.aws.region import region
from policies.core import Resource, Stack
from policies.core.expressions import ACCOUNT
from policies.core.strict_json import Json

# The word for a resource of a type, where it is another than Terraform's.
NOUNS: Mapping[str, str] = {
    "aws_api_gateway_account": "gateway",
    "aws_api_gateway_api_key": "API key",
    "aws_api_gateway_integration": "integration",
    "aws_api_gateway_rest_api": "API",
    "aws_cloudwatch_event_bus": "event bus",
    "aws_cloudwatch_event_rule": "event rule",
    "aws_cloudwatch_log_group": "log group",
    "aws_cloudwatch_metric_alarm": "alarm",
    "aws_dynamodb_table": "table",
    "aws_iam_role": "role",
    "aws_kms_key": "key",
    "aws_lambda_event_source_mapping": "event source mapping",
    "aws_lambda_function": "function",
    "aws_s3_bucket": "bucket",
    "aws_sfn_state_machine": "workflow",
    "aws_sns_topic": "topic",
    "aws_sqs_queue": "queue",
    "aws_ssm_parameter": "parameter",
    "aws_wafv2_web_acl": "web ACL",
}
NAMED_BY: Mapping[str, str] = {"aws_lambda_function": "function_name", "aws_s3_bucket": "bucket"}
# A resource cannot refer to itself, nor a role's policy to what runs as the role: those are written out as ARNs.
BY_NAME = (("aws_lambda_function", "lambda", "function"), ("aws_sfn_state_machine", "states", "stateMachine"))
NAME = re.compile(r"[A-Za-z0-9_-]+")


def name_of(resource: Resource, stack: Stack) -> str:
    """`function fraud-analyzer`; the name of a key is that of its only alias, `key messages`."""
    if resource.type == "aws_kms_key":
        names = [str(alias.get("name")) for alias in stack.pointing_at(resource, "aws_kms_alias", "target_key_id")]
        return f"key {names[0].removeprefix(alias_name('', stack.name))}" if len(names) == 1 else resource.address
    return " ".join(filter(None, (noun(resource.type), own_name(resource))))


def noun(type_: str) -> str:
    """The word for a resource of a type: `log group`."""
    return NOUNS.get(type_) or type_.removeprefix("aws_").replace("_", " ")


def own_name(resource: Resource) -> str:
    """The name that a resource has at AWS, where the file says it; else empty."""
    name = resource.get(NAMED_BY.get(resource.type, "name"))
    return name if isinstance(name, str) else ""


def all_logs(stack: Stack) -> str:
    """The ARN that stands for all logs of the account in the stack's region."""
    return f"arn:aws:logs:{region(stack)}:{ACCOUNT}:*"


def name_written_out(text: str, stack: Stack) -> tuple[str, str]:
    """(type, name) of what an ARN that is written out stands for, `function fraud-analyzer`; empty if it is none."""
    for type_, service, kind in BY_NAME:
        before = f"arn:aws:{service}:{region(stack)}:{ACCOUNT}:{kind}:"
        if text.startswith(before) and NAME.fullmatch(name := text.removeprefix(before)):
            return type_, f"{noun(type_)} {name}"
    return "", ""


def name_of_arn(value: Json, stack: Stack) -> str:
    """The name of the resource that an ARN in a document stands for; `text '...'` where it is none of this stack."""
    text = str(value)
    _, by_name = name_written_out(text, stack)
    if by_name:
        return by_name
    suffix = next((end for end in (":*", "/*") if text.endswith(end)), "")
    resource = stack.resolve(text.removesuffix(suffix), "arn")
    if resource is None:
        return {"*": "everything", all_logs(stack): "all logs"}.get(text, f"text {text!r}")
    if suffix == "/*" and resource.type == "aws_s3_bucket":
        return f"objects in {name_of(resource, stack)}"
    # The ARN of a log group's streams ends with `:*`.
    fits = suffix == (":*" if resource.type == "aws_cloudwatch_log_group" else "")
    return name_of(resource, stack) if fits else f"text {text!r}"
