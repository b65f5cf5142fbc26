from collections.abc import Iterator

from policies.aws.queues import is_work
from policies.core import Policy, Resource, Severity, Stack, controls

TWO_WEEKS = 14 * 86_400


class DeadLetterQueueKeepsForTwoWeeks(Policy):
    """Every dead-letter queue keeps its messages for 14 days, the longest that SQS does.

    What lies there is the only trace of a transaction that was not stored, or of a customer who was not told. A
    message's age counts from the queue that it was first sent to, so anything shorter could lose it on arrival.
    """

    id = "FRAUD_QUEUE_4"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_36_1.supports, controls.SOC_CC7_4.supports)
    applies_to = ("aws_sqs_queue",)
    claims = ("message_retention_seconds",)
    remediation = "Build the queue with stacks.queue.DeadLetterQueue."

    compliant = {"message_retention_seconds": TWO_WEEKS}
    violating = {
        "keeps for a week": {"message_retention_seconds": TWO_WEEKS // 2},
        "does not say how long": {"message_retention_seconds": None},
        "is told at deploy time": {"message_retention_seconds": "${var.seconds}"},
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return not is_work(resource, stack)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        kept = resource.get("message_retention_seconds")
        if kept != TWO_WEEKS:
            yield f"keeps dead letters for {kept!r} seconds, not for {TWO_WEEKS}"
