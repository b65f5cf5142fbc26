"""The errors of each service that may pass, and after which a task is tried again: each tuple is a retrier."""

THROTTLED = "Lambda.TooManyRequestsException"
LAMBDA = ((THROTTLED,),)
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
    # What it ends with when SNS took one message of a batch and not the other.
    "ConnectionError",
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
# Histories are read or counted once more, and no more often: the caller waits, and either can be done without.
HISTORY = (*(f"DynamoDb.{name}" for name in _DYNAMODB), "DynamoDb.DynamoDbException", "States.Timeout")
# And an attempt before, under the same token, may not have come to its end.
WRITE = ((*HISTORY, "DynamoDb.TransactionInProgressException"),)
# The write was cancelled, by the marker, by a changed card, by a conflict or for want of capacity.
CANCELED = "DynamoDb.TransactionCanceledException"
READ = ((*(f"DynamoDB.{name}" for name in _DYNAMODB), "DynamoDB.AmazonDynamoDBException", "States.Timeout"),)
# The update of one item, which a repetition's transaction may hold.
MARK = ((*READ[0], "DynamoDB.TransactionConflictException"),)
# The item is not as it was read.
UNFIT = "DynamoDB.ConditionalCheckFailedException"
EVENTS = (
    (
        "EventBridge.FailedEntry",
        "EventBridge.InternalException",
        "EventBridge.SdkClientException",
        "EventBridge.AmazonEventBridgeException",
        "States.Timeout",
    ),
)
# AWS SDK integrations write Sqs, optimized ones SQS.
TAKEN = (
    (
        "Sqs.RequestThrottledException",
        "Sqs.KmsThrottledException",
        "Sqs.SdkClientException",
        "Sqs.SqsException",
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
