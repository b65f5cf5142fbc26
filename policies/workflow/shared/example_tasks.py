"""The tasks of the workflow that the policies on workflows share as their example."""

from __future__ import annotations

from typing import Any

from policies.aws.asl import ANALYSIS, INVOKE, KEEP, PUBLISH, READ, SETTLE, TRANSACTION, WRITE
from policies.core.examples import Values
from policies.workflow.shared.stored_row import KEY, MARKED, ROW, SETTLING, UNSEEN

ID = f"{TRANSACTION}.transaction_id"
TABLE = "${aws_dynamodb_table.transactions.name}"
LAMBDA = (
    ["Lambda.TooManyRequestsException"],
    [
        *("Lambda.ClientExecutionTimeoutException", "Lambda.ServiceException", "Lambda.AWSLambdaException"),
        *("Lambda.SdkClientException", "States.Timeout", "Lambda.Unknown", "Sandbox.Timedout"),
    ],
)
FAULTS = ("InternalServerErrorException", "ProvisionedThroughputExceededException", "RequestLimitExceededException")
DATABASE = (*FAULTS, "ThrottlingException", "SdkClientException")


def _retrier(names: list[str], attempts: int = 2) -> dict[str, Any]:
    bounds = {"IntervalSeconds": 1, "MaxAttempts": attempts, "BackoffRate": 2, "MaxDelaySeconds": 2}
    return {"ErrorEquals": names, **bounds, "JitterStrategy": "FULL"}


def _catcher(error: str, following: str) -> dict[str, Any]:
    return {"ErrorEquals": [error], "ResultPath": "$.error", "Next": following}


def task(resource: str, parameters: Values, retry: list[Any], fallback: str, following: str) -> dict[str, Any]:
    return {
        "Type": "Task",
        "Resource": resource,
        "Parameters": parameters,
        "TimeoutSeconds": 2,
        "Retry": retry,
        "Catch": [_catcher("States.ALL", fallback)],
        "ResultPath": None,
        "Next": following,
    }


def invoke(name: str, payload: Values, fallback: str, following: str) -> dict[str, Any]:
    retry = [_retrier(names, attempts) for attempts, names in zip((2, 1), LAMBDA, strict=True)]
    arn = f"${{aws_lambda_function.{name}.arn}}"
    return {**task(INVOKE, {"FunctionName": arn, **payload}, retry, fallback, following), "TimeoutSeconds": 3}


def selected(state: Values, path: str, also: Values) -> dict[str, Any]:
    return {**state, "ResultPath": path, "ResultSelector": {"Payload.$": "$.Payload", **also}}


def keep(reason: str, message: Values, fallback: str, following: str) -> dict[str, Any]:
    body = {"QueueUrl": "${aws_sqs_queue.dead_letters.url}", "MessageBody": {"reason": reason, **message}}
    retry = [_retrier(["SQS.AmazonSQSException", "SQS.SdkClientException", "States.Timeout"])]
    return task(KEEP, body, retry, fallback, following)


def answer(parameters: Values) -> dict[str, Any]:
    return {"Type": "Pass", "Parameters": parameters, "End": True}


def choice(rules: list[Values], default: str) -> dict[str, Any]:
    return {"Type": "Choice", "Choices": rules, "Default": default}


def _put(item: Values) -> Values:
    return {"Put": {"TableName": TABLE, "Item": item, "ConditionExpression": UNSEEN}}


def store() -> dict[str, Any]:
    token = {"ClientRequestToken.$": "$.validation.token"}
    puts = {**token, "TransactItems": [_put(MARKED), _put(ROW)]}
    retry = [
        _retrier([*(f"DynamoDb.{name}" for name in (*DATABASE, "TransactionInProgressException")), "States.Timeout"])
    ]
    state = task(WRITE, puts, retry, "KeepUnstored", "PublishEvent")
    repeated = _catcher("DynamoDb.TransactionCanceledException", "ReadStoredDecision")
    return {**state, "Catch": [repeated, *state["Catch"]]}


def read() -> dict[str, Any]:
    retry = [_retrier([*(f"DynamoDB.{name}" for name in DATABASE), "States.Timeout"])]
    item = {"TableName": TABLE, "ConsistentRead": True, "Key": KEY}
    return {**task(READ, item, retry, "KeepUnstored", "WasStoredBefore"), "ResultPath": "$.stored"}


def settle() -> dict[str, Any]:
    faults = (*DATABASE, "TransactionConflictException")
    retry = [_retrier([*(f"DynamoDB.{name}" for name in faults), "States.Timeout"])]
    return task(SETTLE, {"TableName": TABLE, **SETTLING}, retry, "WasResumed", "WasResumed")


def publish() -> dict[str, Any]:
    names = ("transaction_id", "timestamp", "amount", "currency", "merchant_id", "country")
    detail = {f"{name}.$": f"{TRANSACTION}.{name}" for name in names}
    detail |= {f"{name}.$": f"{ANALYSIS}.{name}" for name in ("decision", "score", "reasons")}
    about = {"Source": "fraud.detection", "DetailType": "TransactionAnalyzed"}
    entry = {"EventBusName": "${aws_cloudwatch_event_bus.bus.name}", **about, "Detail": detail}
    faults = [*(f"EventBridge.{name}" for name in ("FailedEntry", "InternalException", "SdkClientException"))]
    retry = [_retrier([*faults, "States.Timeout"])]
    return task(PUBLISH, {"Entries": [entry]}, retry, "KeepUnpublished", "NeedsNotification")
