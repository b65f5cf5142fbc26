"""The errors of each service that may pass, by the `Resource` of the task that calls it."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.asl import INVOKE, KEEP, PUBLISH, READ, SETTLE, WRITE

THROTTLED = "Lambda.TooManyRequestsException"
_LAMBDA = ("ClientExecutionTimeout", "Service", "AWSLambda", "SdkClient")
_DATABASE = (
    *("InternalServerError", "ProvisionedThroughputExceeded", "RequestLimitExceeded"),
    *("Throttling", "SdkClient"),
)
_EVENTS = ("FailedEntry", "InternalException", "SdkClientException")

TRANSIENT: Mapping[str, tuple[str, ...]] = {
    INVOKE: (
        THROTTLED,
        *(f"Lambda.{name}Exception" for name in _LAMBDA),
        *("Lambda.Unknown", "Sandbox.Timedout", "States.Timeout"),
    ),
    # AWS SDK integrations write DynamoDb, optimized ones DynamoDB.
    WRITE: (*(f"DynamoDb.{name}Exception" for name in (*_DATABASE, "TransactionInProgress")), "States.Timeout"),
    READ: (*(f"DynamoDB.{name}Exception" for name in _DATABASE), "States.Timeout"),
    SETTLE: (*(f"DynamoDB.{name}Exception" for name in (*_DATABASE, "TransactionConflict")), "States.Timeout"),
    PUBLISH: (*(f"EventBridge.{name}" for name in _EVENTS), "States.Timeout"),
    KEEP: ("SQS.AmazonSQSException", "SQS.SdkClientException", "States.Timeout"),
}
