"""Resources by names that people know, `parameter /a/b`, for a reference in a document as for an ARN written out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policies.aws.keys import ALIAS
from policies.core import Resource, Stack
from policies.core.expressions import ACCOUNT, REGION, reference
from policies.core.strict_json import Json

# The word for a resource of a type, and the attribute that holds its own name.
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
ALL_LOGS = f"arn:aws:logs:{REGION}:{ACCOUNT}:*"
WHOLE = {"*": "everything", ALL_LOGS: "all logs"}
# A resource cannot refer to itself, nor a role's policy to what runs as the role: those are written out as ARNs.
BY_NAME = re.compile(
    rf"arn:aws:(lambda|states):{REGION}:{re.escape(ACCOUNT)}:(?P<kind>function|stateMachine):(?P<name>[A-Za-z0-9_-]+)"
)


def name_of(resource: Resource, stack: Stack) -> str:
    """`function fraud-analyzer`; the name of a key is that of its only alias, `key messages`."""
    if resource.type == "aws_kms_key":
        names = [str(alias.get("name")) for alias in stack.pointing_at(resource, "aws_kms_alias", "target_key_id")]
        return f"key {names[0].removeprefix(ALIAS)}" if len(names) == 1 else resource.address
    kind, attribute = KINDS.get(resource.type, (resource.type, ""))
    return f"{kind} {resource.get(attribute)}" if attribute else kind


def name_of_arn(value: Json, stack: Stack) -> str:
    """The name of the resource that an ARN in a document stands for; `text '...'` where it is none of this stack."""
    text = str(value)
    by_name = BY_NAME.fullmatch(text)
    if by_name:
        return f"{'function' if by_name['kind'] == 'function' else 'workflow'} {by_name['name']}"
    suffix = ":*" if text.endswith(":*") else ""
    resource, referred = stack.resolve(text.removesuffix(suffix)), reference(text.removesuffix(suffix))
    if resource is None or referred is None:
        return WHOLE.get(text, f"text {text!r}")
    kind = (resource.type, referred[2], suffix)
    # The ARN of a log group's streams ends with `:*`; the use of a key for a table is bound to the table's name.
    streams = resource.type == "aws_cloudwatch_log_group"
    fits = kind == ("aws_dynamodb_table", "name", "") or kind[1:] == ("arn", ":*" if streams else "")
    return name_of(resource, stack) if fits else f"text {text!r}"
