"""What the roles of the example system are granted, as statements."""

from __future__ import annotations

from policies.core.examples import Values
from policies.core.expressions import ACCOUNT
from policies.identity.shared.example_system import allow, use_key
from policies.requirements import REGION


def function_grants(name: str) -> tuple[Values, ...]:
    """What every function is granted: to write its logs, to send traces, to read its environment."""
    own = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}"
    return (
        allow("logs:CreateLogStream logs:PutLogEvents", "logs"),
        allow("xray:PutTraceSegments xray:PutTelemetryRecords", "everything"),
        use_key("kms:Decrypt", "configuration", f"aws:lambda:FunctionArn={own}", via="lambda"),
    )


def parameter_grants(where: str) -> tuple[Values, ...]:
    """To read parameters."""
    return (
        allow("ssm:GetParameters", where),
        use_key("kms:Decrypt", "configuration", f"PARAMETER_ARN={where}", via="ssm"),
    )


def notifier_grants() -> tuple[Values, ...]:
    """What the notification-sender is granted besides."""
    return (
        *parameter_grants("templates"),
        allow("sns:Publish", "alerts"),
        use_key("kms:GenerateDataKey kms:Decrypt", "messages", "aws:sns:topicArn=alerts", via="sns"),
    )


def drain_grants() -> tuple[Values, ...]:
    """What the drain is granted besides."""
    return (
        *parameter_grants("endpoint"),
        allow("sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes", "overflow"),
        use_key("kms:Decrypt", "messages", "aws:sqs:arn=overflow", via="sqs"),
        allow("dynamodb:BatchGetItem", "histories"),
        use_key("kms:Decrypt", "transactions", "aws:dynamodb:tableName=histories' name", via="dynamodb"),
        allow("dynamodb:BatchWriteItem", "refusals"),
        use_key("kms:Decrypt", "transactions", "aws:dynamodb:tableName=refusals' name", via="dynamodb"),
        allow("states:StartSyncExecution states:StartExecution", "workflow"),
        use_key("kms:Decrypt", "transactions", "aws:states:stateMachineArn=workflow"),
    )


def workflow_grants() -> tuple[Values, ...]:
    """What the workflow that decides is granted."""
    return (
        allow("lambda:InvokeFunction", "functions"),
        allow("dynamodb:PutItem dynamodb:GetItem dynamodb:UpdateItem", "table"),
        use_key("kms:Decrypt", "transactions", "aws:dynamodb:tableName=table's name", via="dynamodb"),
        allow("dynamodb:BatchGetItem dynamodb:UpdateItem", "histories"),
        use_key("kms:Decrypt", "transactions", "aws:dynamodb:tableName=histories' name", via="dynamodb"),
        allow("events:PutEvents", "bus"),
        allow("sqs:SendMessage", "dead letters"),
        use_key("kms:GenerateDataKey kms:Decrypt", "dead letters' key", "aws:sqs:arn=dead letters", via="sqs"),
        allow("sqs:SendMessage sqs:DeleteMessage", "overflow"),
        use_key("kms:GenerateDataKey kms:Decrypt", "messages", "aws:sqs:arn=overflow", via="sqs"),
        *machine_grants("workflow's name"),
    )


def report_grants() -> tuple[Values, ...]:
    """What the workflow that takes reports is granted."""
    return (
        allow("dynamodb:GetItem dynamodb:UpdateItem", "table"),
        use_key("kms:Decrypt", "transactions", "aws:dynamodb:tableName=table's name", via="dynamodb"),
        allow("dynamodb:GetItem dynamodb:UpdateItem", "histories"),
        use_key("kms:Decrypt", "transactions", "aws:dynamodb:tableName=histories' name", via="dynamodb"),
        *machine_grants("reports' name"),
    )


def lookup_grants() -> tuple[Values, ...]:
    """What the workflow that is asked is granted."""
    return (
        allow("dynamodb:GetItem", "table"),
        use_key("kms:Decrypt", "transactions", "aws:dynamodb:tableName=table's name", via="dynamodb"),
        allow("dynamodb:GetItem", "refusals"),
        use_key("kms:Decrypt", "transactions", "aws:dynamodb:tableName=refusals' name", via="dynamodb"),
        *machine_grants("lookups' name"),
    )


def batch_grants() -> tuple[Values, ...]:
    """What the workflow that takes many payments in one call is granted."""
    return (
        allow("lambda:InvokeFunction", "drain"),
        allow("states:StartSyncExecution", "workflow"),
        use_key("kms:Decrypt", "transactions", "aws:states:stateMachineArn=workflow"),
        *machine_grants("batches' name"),
    )


def machine_grants(name: str) -> tuple[Values, ...]:
    """What every workflow is granted: to encrypt its executions, to log and to trace them."""
    deliveries = [f"logs:{verb}LogDelivery" for verb in ("Create", "Get", "Update", "Delete")]
    groups = ("ListLogDeliveries", "PutResourcePolicy", "DescribeResourcePolicies", "DescribeLogGroups")
    return (
        use_key("kms:GenerateDataKey kms:Decrypt", "transactions", f"aws:states:stateMachineArn={name}"),
        use_key("kms:GenerateDataKey", "transactions", "SourceArn=all logs"),
        allow("xray:PutTraceSegments xray:PutTelemetryRecords", "everything"),
        allow("xray:GetSamplingRules xray:GetSamplingTargets", "everything"),
        allow(" ".join([*deliveries, *(f"logs:{action}" for action in groups)]), "everything"),
    )
