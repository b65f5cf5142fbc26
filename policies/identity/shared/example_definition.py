"""The tasks of a workflow, as far as roles are concerned: what each calls, and on what."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.asl import COUNT, INVOKE, KEEP, PUBLISH, READ, REMEMBER, SETTLE, TAKE, WRITE
from policies.core.examples import Values

TABLE_NAME = {"TableName": "${aws_dynamodb_table.transactions.name}"}
HISTORIES = "${aws_dynamodb_table.histories.name}"
CALLS: Mapping[str, tuple[str, Values]] = {
    "Validate": (INVOKE, {"FunctionName": "${aws_lambda_function.validator.arn}"}),
    "Remember": (REMEMBER, {"RequestItems": {HISTORIES: {}}}),
    "Analyze": (INVOKE, {"FunctionName": "${aws_lambda_function.analyzer.arn}"}),
    "Store": (WRITE, {"TransactItems": [{"Put": TABLE_NAME}, {"Put": TABLE_NAME}]}),
    "Read": (READ, TABLE_NAME),
    "Publish": (PUBLISH, {"Entries": [{"EventBusName": "${aws_cloudwatch_event_bus.bus.name}"}]}),
    "Notify": (INVOKE, {"FunctionName": "${aws_lambda_function.notifier.arn}"}),
    "Settle": (SETTLE, TABLE_NAME),
    "Count": (COUNT, {"TableName": HISTORIES}),
    "Queue": (KEEP, {"QueueUrl": "${aws_sqs_queue.overflow.url}"}),
    "Take": (TAKE, {"QueueUrl": "${aws_sqs_queue.overflow.url}"}),
    "KeepUnsent": (KEEP, {"QueueUrl": "${aws_sqs_queue.dead_letters.url}"}),
}
DEFINITION: Values = {
    "States": {
        name: {"Type": "Task", "Resource": resource, "Parameters": parameters}
        for name, (resource, parameters) in CALLS.items()
    }
}


def unsent(patch: Values) -> Values:
    """A merge patch of the task that keeps an alert that could not be sent."""
    return {"definition": {"States": {"KeepUnsent": patch}}}
