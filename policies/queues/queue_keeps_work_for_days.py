from collections.abc import Iterator

from policies.aws.queues import is_work
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.bounds import whole

DAY = 86_400


class QueueKeepsWorkForDays(Policy):
    """Every queue that a rule fills keeps its messages for at least four days, over any long weekend.

    A message that expires goes to no dead-letter queue: the transaction is never reviewed, and nobody learns of it.
    """

    id = "FRAUD_QUEUE_7"
    severity = Severity.MEDIUM
    controls = (controls.SOC_CC7_4.supports,)
    applies_to = ("aws_sqs_queue",)
    claims = ("message_retention_seconds",)
    remediation = "Build the queue with stacks.queue.Queue."

    compliant = {"message_retention_seconds": 4 * DAY}
    given = {"aws_cloudwatch_event_target.t": {"arn": "${aws_sqs_queue.example.arn}"}}
    violating = {
        "keeps for a day": {"message_retention_seconds": DAY},
        "does not say how long": {"message_retention_seconds": None},
        "says it as a text": {"message_retention_seconds": "345600"},
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return is_work(resource, stack)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        kept = resource.get("message_retention_seconds")
        if not whole(kept, 4 * DAY, 14 * DAY):
            yield f"keeps its messages for {kept!r} seconds, not for {4 * DAY} to {14 * DAY}"
