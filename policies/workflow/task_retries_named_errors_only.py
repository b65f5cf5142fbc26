from collections import Counter
from collections.abc import Iterator, Mapping

from policies.aws.asl import INVOKE, KEEP, PUBLISH, READ, SETTLE, WRITE, at, listed, tasks
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import insert_in, remove_in

CALLED = "TooManyRequests ClientExecutionTimeout Service AWSLambda SdkClient"
DATABASE = "InternalServerError ProvisionedThroughputExceeded RequestLimitExceeded Throttling SdkClient"
EVENTS = "FailedEntry InternalException SdkClientException"
PASSING: Mapping[str, tuple[str, ...]] = {
    INVOKE: (
        *("Lambda.Unknown", "Sandbox.Timedout", "States.Timeout"),
        *(f"Lambda.{each}Exception" for each in CALLED.split()),
    ),
    # AWS SDK integrations write DynamoDb, optimized ones DynamoDB.
    WRITE: (*(f"DynamoDb.{each}Exception" for each in (*DATABASE.split(), "TransactionInProgress")), "States.Timeout"),
    READ: (*(f"DynamoDB.{each}Exception" for each in DATABASE.split()), "States.Timeout"),
    SETTLE: (*(f"DynamoDB.{each}Exception" for each in (*DATABASE.split(), "TransactionConflict")), "States.Timeout"),
    PUBLISH: (*(f"EventBridge.{each}" for each in EVENTS.split()), "States.Timeout"),
    KEEP: ("SQS.AmazonSQSException", "SQS.SdkClientException", "States.Timeout"),
}


class TaskRetriesNamedErrorsOnly(DefinitionPolicy):
    """Every task is retried after the errors that may pass, each by its name, and after no others.

    `States.ALL` and `States.TaskFailed` repeat bugs and refusals too, and load when there is least room for it.
    """

    id = "FRAUD_WORKFLOW_10"
    severity = Severity.HIGH
    remediation = "Take the errors of the service from stacks.states; no blanket names."

    violating = {
        "is not retried": remove_in("AnalyzeTransaction", "Retry"),
        "retries everything": insert_in("StoreTransaction", "Retry", 0, "ErrorEquals", item="States.ALL"),
        "forgets a name": remove_in("SettleTransaction", "Retry", 0, "ErrorEquals", 0),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name, state in tasks(resource).items():
            retriers = listed(state.get("Retry"))
            retried = Counter(str(error) for each in retriers for error in listed(at(each, "ErrorEquals")))
            wanted = Counter(PASSING.get(str(state.get("Resource")), ()))
            for error in sorted(retried - wanted):
                yield f"retries {name} after {error}, which is not for it to retry, or twice"
            for error in sorted(wanted - retried):
                yield f"does not retry {name} after {error}"
