"""The names under which a deploy may make something of a type, as the tables of its rights say."""

from __future__ import annotations

from policies.aws.deploy_rights import rows_of, written_out
from policies.core.expressions import ACCOUNT

# By type: the action that makes one, its ARN before the name, and the attribute with the name.
MAKES = {
    "aws_dynamodb_table": ("dynamodb:CreateTable", "dynamodb:HERE:table/", "name"),
    "aws_cloudwatch_dashboard": ("cloudwatch:PutDashboard", "cloudwatch::ACCOUNT:dashboard/", "dashboard_name"),
    "aws_cloudwatch_event_bus": ("events:CreateEventBus", "events:HERE:event-bus/", "name"),
    "aws_cloudwatch_log_group": ("logs:CreateLogGroup", "logs:HERE:log-group:", "name"),
    "aws_cloudwatch_metric_alarm": ("cloudwatch:PutMetricAlarm", "cloudwatch:HERE:alarm:", "alarm_name"),
    "aws_iam_role": ("iam:CreateRole", "iam::ACCOUNT:role/", "name"),
    "aws_kms_alias": ("kms:CreateAlias", "kms:HERE:", "name"),
    "aws_lambda_function": ("lambda:CreateFunction", "lambda:HERE:function:", "function_name"),
    "aws_sfn_state_machine": ("states:CreateStateMachine", "states:HERE:stateMachine:", "name"),
    "aws_sns_topic": ("sns:CreateTopic", "sns:HERE:", "name"),
    "aws_sqs_queue": ("sqs:CreateQueue", "sqs:HERE:", "name"),
    "aws_ssm_parameter": ("ssm:PutParameter", "ssm:HERE:parameter", "name"),
}


def before(type_: str, here: str) -> str:
    """The ARN of one of this type, without its name."""
    return f"arn:aws:{MAKES[type_][1].replace('HERE', f'{here}:{ACCOUNT}').replace('ACCOUNT', ACCOUNT)}"


def in_reach(type_: str, here: str) -> frozenset[str]:
    """The ARNs that one of this type may have, `*` for any signs."""
    arns = (arn for row in rows_of(MAKES[type_][0]) for arn in written_out(row["resources"], here))
    return frozenset(arn for arn in arns if arn.startswith(before(type_, here)))
