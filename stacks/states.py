"""States of the workflow's language: tasks that always have a time limit, retries by name and a fallback."""

from collections.abc import Mapping, Sequence
from typing import Any

State = dict[str, Any]
NOTHING: Mapping[str, Any] = {}

LAMBDA = (("Lambda.TooManyRequestsException",),)
# One failure may be bad luck, two are the input or an outage: then the time is better spent on the fallback.
LAMBDA_ONCE = (
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "States.Timeout",
    # Out of memory or out of time, as AWS's guide has it, and as executions are seen to end.
    "Lambda.Unknown",
    "Sandbox.Timedout",
    "Runtime.ExitError",
    # What a function ends with when a service that it calls does not answer, or not now: boto3's classes.
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "EndpointConnectionError",
    "ConnectionClosedError",
    "InternalErrorException",
    "InternalServerError",
    "ThrottledException",
    "KMSThrottlingException",
    # The class of all that the service's model does not list, such as throttling by Parameter Store.
    "ClientError",
)

_DYNAMODB = (
    "InternalServerErrorException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceededException",
    "ThrottlingException",
    "SdkClientException",
)
# AWS SDK integrations write DynamoDb, optimized ones DynamoDB. Each service's last name is of all that is not listed.
WRITE = (
    (
        *(f"DynamoDb.{name}" for name in _DYNAMODB),
        "DynamoDb.DynamoDbException",
        # The attempt before, under the same token, has not come to its end.
        "DynamoDb.TransactionInProgressException",
        "States.Timeout",
    ),
)
# The write was cancelled; only where nothing was stored before is there a reason to try it again.
CANCELED = "DynamoDb.TransactionCanceledException"
READ = ((*(f"DynamoDB.{name}" for name in _DYNAMODB), "DynamoDB.AmazonDynamoDBException", "States.Timeout"),)
# The update of one item, which a repetition's transaction may hold.
MARK = ((*READ[0], "DynamoDB.TransactionConflictException"),)
EVENTS = (
    (
        "EventBridge.FailedEntry",
        "EventBridge.InternalException",
        "EventBridge.SdkClientException",
        "EventBridge.AmazonEventBridgeException",
        "States.Timeout",
    ),
)
QUEUE = (
    (
        "SQS.RequestThrottledException",
        "SQS.KmsThrottledException",
        "SQS.SdkClientException",
        "SQS.AmazonSQSException",
        "States.Timeout",
    ),
)


def task(
    resource: str,
    parameters: Mapping[str, Any],
    *,
    retry: Sequence[Sequence[str]],
    once: Sequence[str] = (),
    timeout: int,
    fallback: str,
    result: str | None,
    following: str,
    catch: Sequence[State] = (),
) -> State:
    """A call of `resource`; `result` is the path that takes its answer, `fallback` the state after any other error."""
    retriers = [_retrier(names, 2) for names in retry] + ([_retrier(once, 1)] if once else [])
    return {
        "Type": "Task",
        "Resource": resource,
        "Parameters": dict(parameters),
        "TimeoutSeconds": timeout,
        "Retry": retriers,
        "Catch": [*catch, caught("States.ALL", following=fallback)],
        "ResultPath": result,
        "Next": following,
    }


def invoke(
    function_arn: str, payload: Mapping[str, Any], *, select: Mapping[str, Any] = NOTHING, **fields: Any
) -> State:
    """A task that calls a function; of Lambda's answer only the payload is kept, and `select` beside it."""
    state = task(
        "arn:aws:states:::lambda:invoke",
        {"FunctionName": function_arn, **payload},
        retry=LAMBDA,
        once=LAMBDA_ONCE,
        **fields,
    )
    return state if state["ResultPath"] is None else {**state, "ResultSelector": {"Payload.$": "$.Payload", **select}}


def caught(error: str, *, following: str) -> State:
    """A catcher that keeps the error beside the input."""
    return {"ErrorEquals": [error], "ResultPath": "$.error", "Next": following}


def choice(rules: Sequence[State], *, default: str) -> State:
    """The first rule that holds decides."""
    return {"Type": "Choice", "Choices": list(rules), "Default": default}


def answer(parameters: Mapping[str, Any]) -> State:
    """End with these parameters as the workflow's output."""
    return {"Type": "Pass", "Parameters": dict(parameters), "End": True}


def _retrier(names: Sequence[str], attempts: int) -> State:
    return {
        "ErrorEquals": list(names),
        "IntervalSeconds": 1,
        "MaxAttempts": attempts,
        "BackoffRate": 2,
        "MaxDelaySeconds": 2,
        "JitterStrategy": "FULL",
    }
