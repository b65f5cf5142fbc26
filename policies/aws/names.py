"""Resources by names that people know, `parameter /a/b`, whether a document refers to them or writes their ARN out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policies.core import Resource, Stack
from policies.core.expressions import ACCOUNT, REGION, reference
from policies.core.strict_json import Json

# What a resource is called, and the attribute that holds its own name.
KINDS: Mapping[str, tuple[str, str]] = {
    "aws_lambda_function": ("function", "function_name"),
    "aws_sfn_state_machine": ("workflow", "name"),
    "aws_dynamodb_table": ("table", "name"),
    "aws_sns_topic": ("topic", "name"),
    "aws_sqs_queue": ("queue", "name"),
    "aws_cloudwatch_event_bus": ("bus", "name"),
    "aws_cloudwatch_log_group": ("log group", "name"),
    "aws_ssm_parameter": ("parameter", "name"),
    "aws_api_gateway_integration": ("integration", ""),
    "aws_api_gateway_account": ("gateway", ""),
}
OURS = "alias/fraud-detection/"
ALL_LOGS = f"arn:aws:logs:{REGION}:{ACCOUNT}:*"
WHOLE = {"*": "everything", ALL_LOGS: "all logs"}
# A resource cannot refer to itself, nor a role to what refers to it: those are named by their ARN.
BY_NAME = re.compile(
    rf"arn:aws:(lambda|states):{REGION}:{re.escape(ACCOUNT)}:(?P<kind>function|stateMachine):(?P<name>[A-Za-z0-9_-]+)"
)


def called(resource: Resource, stack: Stack) -> str:
    """`function fraud-analyzer`; a key is called by its only alias, `key messages`."""
    if resource.type == "aws_kms_key":
        names = [str(alias.get("name")) for alias in stack.pointing_at(resource, "aws_kms_alias", "target_key_id")]
        return f"key {names[0].removeprefix(OURS)}" if len(names) == 1 else resource.address
    kind, attribute = KINDS.get(resource.type, (resource.type, ""))
    return f"{kind} {resource.get(attribute)}" if attribute else kind


def named(value: Json, stack: Stack) -> str:
    """The name of what an ARN in a document stands for; `text '...'` where that is nothing of this stack."""
    text = str(value)
    by_name = BY_NAME.fullmatch(text)
    if by_name:
        return f"{'function' if by_name['kind'] == 'function' else 'workflow'} {by_name['name']}"
    suffix = ":*" if text.endswith(":*") else ""
    found, whole = stack.resolve(text.removesuffix(suffix)), reference(text.removesuffix(suffix))
    if found is None or whole is None:
        return WHOLE.get(text, f"text {text!r}")
    kind = (found.type, whole[2], suffix)
    # A log group's streams stand behind its ARN; a table is bound by its name.
    streams = found.type == "aws_cloudwatch_log_group"
    fits = kind == ("aws_dynamodb_table", "name", "") or kind[1:] == ("arn", ":*" if streams else "")
    return called(found, stack) if fits else f"text {text!r}"
