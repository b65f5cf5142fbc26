"""The errors of each service that may pass, by the `Resource` of the task that calls it."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.asl import COUNT, INVOKE, KEEP, PUBLISH, READ, REMEMBER, SETTLE, TAKE, WRITE

THROTTLED = "Lambda.TooManyRequestsException"
# A write that is cancelled has met another, or a card that changed; only the last one is tried again as it is.
CANCELED = "DynamoDb.TransactionCanceledException"
_LAMBDA = ("ClientExecutionTimeout", "Service", "AWSLambda", "SdkClient")
# What a function ends with when boto3 gets no answer for it, or none for now; the last is all that has no class.
_CALLED = (
    *("ConnectTimeoutError", "ReadTimeoutError", "EndpointConnectionError", "ConnectionClosedError", "ConnectionError"),
    *("ThrottledException", "KMSThrottlingException", "InternalErrorException", "InternalServerError", "ClientError"),
)
_DATABASE = (
    *("InternalServerError", "ProvisionedThroughputExceeded", "RequestLimitExceeded"),
    *("Throttling", "SdkClient"),
)
_HISTORY = (*(f"DynamoDb.{name}Exception" for name in (*_DATABASE, "DynamoDb")), "States.Timeout")
_EVENTS = ("FailedEntry", "InternalException", "SdkClientException", "AmazonEventBridgeException")
_QUEUE = ("RequestThrottled", "KmsThrottled", "SdkClient")

TRANSIENT: Mapping[str, tuple[str, ...]] = {
    INVOKE: (
        THROTTLED,
        *(f"Lambda.{name}Exception" for name in _LAMBDA),
        *("Lambda.Unknown", "Sandbox.Timedout", "Runtime.ExitError", "States.Timeout", *_CALLED),
    ),
    # AWS SDK integrations write DynamoDb, optimized ones DynamoDB; each has its own name for what is not modelled.
    WRITE: (*_HISTORY, "DynamoDb.TransactionInProgressException"),
    REMEMBER: _HISTORY,
    COUNT: _HISTORY,
    READ: (*(f"DynamoDB.{name}Exception" for name in (*_DATABASE, "AmazonDynamoDB")), "States.Timeout"),
    SETTLE: (
        *(f"DynamoDB.{name}Exception" for name in (*_DATABASE, "AmazonDynamoDB", "TransactionConflict")),
        "States.Timeout",
    ),
    PUBLISH: (*(f"EventBridge.{name}" for name in _EVENTS), "States.Timeout"),
    TAKE: (*(f"Sqs.{name}Exception" for name in (*_QUEUE, "Sqs")), "States.Timeout"),
    KEEP: (*(f"SQS.{name}Exception" for name in (*_QUEUE, "AmazonSQS")), "States.Timeout"),
}
