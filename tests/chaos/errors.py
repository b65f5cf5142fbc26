"""The errors that each service can give, by the names that the workflow knows them by.

Those that may pass are told from those that last: a task that such an error hits once must do its work all the same.
Left out are States.Runtime and States.DataLimitExceeded: on AWS no catcher for all errors catches them. The first is a
path that leads nowhere, which malformed answers would show; the second cannot come, since the largest body that the
API lets in is far below the limit.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Errors(NamedTuple):
    """What may pass, and what lasts or is nobody's name."""

    passing: tuple[str, ...]
    lasting: tuple[str, ...]


# Of a function that has no execution left.
THROTTLED = "Lambda.TooManyRequestsException"
LASTING = ("States.TaskFailed", "States.Permissions", "Nobody.KnowsThis")
LAMBDA = Errors(
    (
        *("Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException"),
        *(THROTTLED, "Lambda.ClientExecutionTimeoutException", "Lambda.Unknown"),
        *("Sandbox.Timedout", "Runtime.ExitError", "States.Timeout"),
        # What a function ends with when a call of its own is not answered, or refused: boto3's classes.
        *(
            "ConnectTimeoutError",
            "ReadTimeoutError",
            "EndpointConnectionError",
            "ConnectionClosedError",
            "ConnectionError",
        ),
        *("ThrottledException", "KMSThrottlingException", "InternalErrorException", "InternalServerError"),
        "ClientError",
    ),
    (
        *("Lambda.ResourceNotFoundException", "Lambda.KMSAccessDeniedException", "Runtime.ImportModuleError"),
        *("ValueError", *LASTING),
    ),
)
_DYNAMODB = (
    *("InternalServerErrorException", "ProvisionedThroughputExceededException", "RequestLimitExceededException"),
    *("ThrottlingException", "SdkClientException"),
)
_REFUSED = ("ResourceNotFoundException", "AccessDeniedException")
# AWS SDK integrations write DynamoDb, optimized ones DynamoDB, and each has its own name for what is in no list.
WRITE = Errors(
    (
        *(f"DynamoDb.{name}" for name in (*_DYNAMODB, "DynamoDbException", "TransactionInProgressException")),
        *("DynamoDb.TransactionCanceledException", "States.Timeout"),
    ),
    (*(f"DynamoDb.{name}" for name in (*_REFUSED, "IdempotentParameterMismatchException")), *LASTING),
)
READ = Errors(
    (*(f"DynamoDB.{name}" for name in (*_DYNAMODB, "AmazonDynamoDBException")), "States.Timeout"),
    (*(f"DynamoDB.{name}" for name in _REFUSED), *LASTING),
)
# Histories are read and counted by the AWS SDK.
HISTORY = Errors(
    (*(f"DynamoDb.{name}" for name in (*_DYNAMODB, "DynamoDbException")), "States.Timeout"),
    (*(f"DynamoDb.{name}" for name in _REFUSED), *LASTING),
)
UPDATE = Errors(
    (*READ.passing, "DynamoDB.TransactionConflictException"),
    (*READ.lasting, "DynamoDB.ConditionalCheckFailedException"),
)
EVENTS = Errors(
    (
        *("EventBridge.FailedEntry", "EventBridge.InternalException", "EventBridge.SdkClientException"),
        *("EventBridge.AmazonEventBridgeException", "States.Timeout"),
    ),
    LASTING,
)
QUEUE = Errors(
    (
        *("SQS.AmazonSQSException", "SQS.SdkClientException", "SQS.RequestThrottledException"),
        *("SQS.KmsThrottledException", "States.Timeout"),
    ),
    ("SQS.QueueDoesNotExistException", "SQS.KmsAccessDeniedException", *LASTING),
)
TAKEN = Errors(
    (
        *("Sqs.SqsException", "Sqs.SdkClientException", "Sqs.RequestThrottledException", "Sqs.KmsThrottledException"),
        "States.Timeout",
    ),
    ("Sqs.ReceiptHandleIsInvalidException", "Sqs.QueueDoesNotExistException", *LASTING),
)
ERRORS: Mapping[str, Errors] = {
    "ValidateTransaction": LAMBDA,
    "ReadHistory": HISTORY,
    "AnalyzeTransaction": LAMBDA,
    "StoreTransaction": WRITE,
    "ReadStoredDecision": READ,
    "ReadHistoryAgain": HISTORY,
    "AnalyzeTransactionAgain": LAMBDA,
    "StoreTransactionAgain": WRITE,
    "ReadStoredDecisionAgain": READ,
    "StoreUncounted": WRITE,
    "ReadStoredDecisionAtLast": READ,
    "PublishEvent": EVENTS,
    "SendNotification": LAMBDA,
    "SettleTransaction": UPDATE,
    "SettleAlerted": UPDATE,
    "CountAtMerchant": HISTORY,
    "ReadAccepted": READ,
    "QueueRequest": QUEUE,
    "TakeFromQueue": TAKEN,
    "KeepRequest": QUEUE,
    "KeepUnvalidated": QUEUE,
    "KeepUnstored": QUEUE,
    "KeepUnpublished": QUEUE,
    "KeepUnsent": QUEUE,
    "KeepUncounted": QUEUE,
}
