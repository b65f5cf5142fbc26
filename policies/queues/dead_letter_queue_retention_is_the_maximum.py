from policies.aws.queues import is_work
from policies.core import Resource, Severity, Stack, controls
from policies.core.kinds import Attributes, Exactly

TWO_WEEKS = 14 * 86_400


class DeadLetterQueueRetentionIsTheMaximum(Attributes):
    """Every dead-letter queue keeps its messages for 14 days, the longest that SQS does.

    A dead letter is the only trace of a transaction that was not stored, or of a customer who was not notified. Its age
    counts from the queue that it was first sent to, so a shorter retention could delete it on arrival.
    """

    id = "FRAUD_QUEUE_4"
    severity = Severity.HIGH
    waivable = True
    controls = (controls.NIST_SC_36_1.supports, controls.SOC_CC7_4.supports)
    applies_to = ("aws_sqs_queue",)
    required = {
        "message_retention_seconds": Exactly(
            TWO_WEEKS, otherwise=f"keeps dead letters for {{value}} seconds, not for {TWO_WEEKS}"
        )
    }
    remediation = "Build the queue with stacks.queue.DeadLetterQueue."
    violating = {"keeps for a week": {"message_retention_seconds": TWO_WEEKS // 2}}

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return not is_work(resource, stack)
