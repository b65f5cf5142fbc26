"""A small workflow that every policy on workflows accepts, and what stands beside it: their shared example."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.vocabulary.edit import Values
from policies.vocabulary.workflow import ANALYSIS, INVOKE, KEEP, PUBLISH, READ, STORED, TRANSACTION, VALIDATION, WRITE

UNSEEN = "attribute_not_exists(transaction_id)"
ID = f"{TRANSACTION}.transaction_id"
TABLE = "${aws_dynamodb_table.transactions.name}"
LAMBDA = (
    ["Lambda.TooManyRequestsException"],
    [
        *("Lambda.ClientExecutionTimeoutException", "Lambda.ServiceException", "Lambda.AWSLambdaException"),
        *("Lambda.SdkClientException", "States.Timeout"),
    ],
)
FAULTS = ("InternalServerErrorException", "ProvisionedThroughputExceededException", "RequestLimitExceededException")
DATABASE = (*FAULTS, "ThrottlingException", "SdkClientException")


def _retrier(names: list[str], attempts: int = 2) -> dict[str, Any]:
    bounds = {"IntervalSeconds": 1, "MaxAttempts": attempts, "BackoffRate": 2, "MaxDelaySeconds": 2}
    return {"ErrorEquals": names, **bounds, "JitterStrategy": "FULL"}


def _catcher(error: str, following: str) -> dict[str, Any]:
    return {"ErrorEquals": [error], "ResultPath": "$.error", "Next": following}


def _task(resource: str, parameters: Values, retry: list[Any], fallback: str, following: str) -> dict[str, Any]:
    return {
        "Type": "Task",
        "Resource": resource,
        "Parameters": parameters,
        "TimeoutSeconds": 3,
        "Retry": retry,
        "Catch": [_catcher("States.ALL", fallback)],
        "ResultPath": None,
        "Next": following,
    }


def _invoke(name: str, payload: Values, fallback: str, following: str, result: str | None = None) -> dict[str, Any]:
    retry = [*(_retrier(names) for names in LAMBDA), _retrier(["Lambda.Unknown"], 1)]
    arn = f"${{aws_lambda_function.{name}.arn}}"
    state = _task(INVOKE, {"FunctionName": arn, **payload}, retry, fallback, following)
    return {**state, "ResultPath": result, "ResultSelector": {"Payload.$": "$.Payload"}} if result else state


def _keep(reason: str, following: str, message: Values) -> dict[str, Any]:
    body = {"QueueUrl": "${aws_sqs_queue.dead_letters.url}", "MessageBody": {"reason": reason, **message}}
    retry = [_retrier(["SQS.AmazonSQSException", "SQS.SdkClientException", "States.Timeout"])]
    return _task(KEEP, body, retry, following, following)


def _answer(parameters: Values) -> dict[str, Any]:
    return {"Type": "Pass", "Parameters": parameters, "End": True}


def _choice(rules: list[Values], default: str) -> dict[str, Any]:
    return {"Type": "Choice", "Choices": rules, "Default": default}


def _put(timestamp: Values) -> Values:
    verdict = {"decision": {"S.$": f"{ANALYSIS}.decision"}, "score": {"N.$": f"{ANALYSIS}.score_text"}}
    verdict |= {"reasons": {"S.$": f"States.JsonToString({ANALYSIS}.reasons)"}, "digest": {"S.$": f"{VALIDATION}.digest"}}
    item = {"transaction_id": {"S.$": ID}, "timestamp": timestamp, **verdict}
    return {"Put": {"TableName": TABLE, "Item": item, "ConditionExpression": UNSEEN}}


def _store() -> dict[str, Any]:
    puts = {"TransactItems": [_put({"N": "0"}), _put({"N.$": f"{TRANSACTION}.timestamp_text"})]}
    retry = [_retrier([*(f"DynamoDb.{name}" for name in DATABASE), "States.Timeout"])]
    state = _task(WRITE, puts, retry, "KeepUnstored", "PublishEvent")
    repeated = _catcher("DynamoDb.TransactionCanceledException", "ReadStoredDecision")
    return {**state, "Catch": [repeated, *state["Catch"]]}


def _read() -> dict[str, Any]:
    key = {"transaction_id": {"S.$": ID}, "timestamp": {"N": "0"}}
    retry = [_retrier([*(f"DynamoDB.{name}" for name in DATABASE), "States.Timeout"])]
    item = {"TableName": TABLE, "ConsistentRead": True, "Key": key}
    return {**_task(READ, item, retry, "KeepUnstored", "WasStoredBefore"), "ResultPath": "$.stored"}


def _publish() -> dict[str, Any]:
    names = ("transaction_id", "timestamp", "amount", "currency", "merchant_id", "country")
    detail = {f"{name}.$": f"{TRANSACTION}.{name}" for name in names}
    detail |= {f"{name}.$": f"{ANALYSIS}.{name}" for name in ("decision", "score", "reasons")}
    about = {"Source": "fraud.detection", "DetailType": "TransactionAnalyzed"}
    entry = {"EventBusName": "${aws_cloudwatch_event_bus.bus.name}", **about, "Detail": detail}
    faults = [*(f"EventBridge.{name}" for name in ("FailedEntry", "InternalException", "SdkClientException"))]
    retry = [_retrier([*faults, "States.Timeout"])]
    return _task(PUBLISH, {"Entries": [entry]}, retry, "KeepUnpublished", "NeedsNotification")


_MESSAGE = {"transaction_id.$": ID, "transaction.$": TRANSACTION, "analysis.$": ANALYSIS}
_RAW = {"transaction_id.$": "$.transaction_id", "transaction.$": "$"}
_UNKNOWN = {"decision": "review", "score": 0, "score_text": "0", "reasons": ["analysis_unavailable"], "model": "none"}
_GIVEN = {f"{name}.$": f"{ANALYSIS}.{name}" for name in ("decision", "score", "reasons")}
_BEFORE = {
    "decision.$": f"{STORED}.decision.S",
    "score.$": f"States.StringToJson({STORED}.score.N)",
    "reasons.$": f"States.StringToJson({STORED}.reasons.S)",
}
STATES: Mapping[str, Any] = {}
