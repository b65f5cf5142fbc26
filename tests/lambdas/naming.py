"""What a call of boto3 is called in IAM, and which variable of the environment named what it is on."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

# IAM calls these otherwise than the service does.
OTHERWISE = {"lambda:Invoke": "lambda:InvokeFunction", "sns:PublishBatch": "sns:Publish"}
# The argument that names the resource, by IAM's action. What is not here is refused: to guess would be to grant.
NAMED_BY = {
    "dynamodb:BatchGetItem": "RequestItems",
    "dynamodb:BatchWriteItem": "RequestItems",
    "dynamodb:GetItem": "TableName",
    "dynamodb:PutItem": "TableName",
    "dynamodb:Query": "TableName",
    "dynamodb:UpdateItem": "TableName",
    "lambda:InvokeFunction": "FunctionName",
    "sns:Publish": "TopicArn",
    "sqs:SendMessage": "QueueUrl",
    "ssm:GetParameter": "Name",
    "ssm:GetParameters": "Names",
    "states:StartExecution": "stateMachineArn",
    "states:StartSyncExecution": "stateMachineArn",
}


class Call(NamedTuple):
    """An action of IAM, and the variable whose value named what it is on."""

    action: str
    on: str


class Unattributed(AssertionError):
    """A call that no record can hold; the message says why, and what to do."""


def attributed(
    service: str, operation: str, arguments: Mapping[str, Any], environment: Mapping[str, str]
) -> Iterator[Call]:
    """The calls in a request to a service, by its signing name; raises Unattributed."""
    action = OTHERWISE.get(f"{service}:{operation}", f"{service}:{operation}")
    if action not in NAMED_BY:
        raise Unattributed(
            f"{action}: nobody said which argument names its resource; say it in tests/lambdas/naming.py"
        )
    named = arguments.get(NAMED_BY[action])
    # Some operations are on several at once: a list of names, or what is asked of each by its name.
    resources = [*named] if isinstance(named, list | dict) and named else [named]
    for resource in resources:
        variables = [name for name, value in environment.items() if value == resource]
        if len(variables) != 1:
            by = " and ".join(sorted(variables)) or "no variable of the environment"
            raise Unattributed(f"{action} on {resource!r}, which {by} named; give it a variable of its own")
        yield Call(action, variables[0])
