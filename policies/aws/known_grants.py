"""All that any role of this system may ever be allowed, by what it is allowed on."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.names import all_logs
from policies.aws.role_users import RUNS_AS, granted_to
from policies.aws.unscoped import DELIVERIES, GATEWAY_LOGGING, SAMPLING, TRACING
from policies.core import Resource, Stack

# By the kind of resource, by reference.
ACTIONS: Mapping[str, str] = {
    "${aws_cloudwatch_event_bus.arn}": "events:PutEvents",
    "${aws_cloudwatch_log_group.arn}:*": "logs:CreateLogStream logs:PutLogEvents",
    "${aws_dynamodb_table.arn}": (
        "dynamodb:BatchGetItem dynamodb:BatchWriteItem dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem"
    ),
    "${aws_kms_key.arn}": "kms:Decrypt kms:GenerateDataKey",
    "${aws_lambda_function.arn}": "lambda:InvokeFunction",
    "${aws_sfn_state_machine.arn}": "states:StartSyncExecution states:StartExecution",
    "${aws_sns_topic.arn}": "sns:Publish",
    "${aws_sqs_queue.arn}": "sqs:SendMessage sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes",
    "${aws_ssm_parameter.arn}": "ssm:GetParameters",
}
# On more than one resource, by what runs as the role; `unscoped.py` says why each of these cannot be narrower.
UNSCOPED: Mapping[str, Mapping[str, frozenset[str]]] = {
    "aws_lambda_function": {"everything": frozenset(TRACING)},
    "aws_sfn_state_machine": {"everything": frozenset({*TRACING, *SAMPLING, *DELIVERIES})},
    "aws_api_gateway_account": {"all logs": frozenset(GATEWAY_LOGGING)},
}


def unscoped(role_policy: Resource, arn: str, stack: Stack) -> frozenset[str]:
    """The actions that may stand on this ARN of more than one resource, by whatever runs as the policy's role."""
    where = {"*": "everything", all_logs(stack): "all logs"}.get(arn, "")
    users = {user.type for user in granted_to(role_policy, stack, *RUNS_AS)}
    return frozenset().union(*(UNSCOPED.get(user, {}).get(where, frozenset()) for user in users))
