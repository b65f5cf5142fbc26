from collections.abc import Iterator

from policies.aws.message_examples import ELSEWHERE
from policies.aws.queues import is_work
from policies.core import Policy, Resource, Severity, Stack, controls

TO = "deadLetterTargetArn"


class DeadLetterQueueHasNoRedrivePolicy(Policy):
    """Every dead-letter queue keeps what it has, and hands nothing on.

    People look at dead letters several times before they know what to do. A queue that hands on what was looked at
    takes the letters from under their eyes, to a place where no alarm watches.
    """

    id = "FRAUD_QUEUE_8"
    severity = Severity.MEDIUM
    controls = (controls.NIST_SC_36_1.supports,)
    applies_to = ("aws_sqs_queue",)
    claims = ("redrive_policy",)
    remediation = "Build the queue with stacks.queue.DeadLetterQueue, which has no redrive policy."

    given = {"aws_cloudwatch_event_bus.bus": {"dead_letter_config": {"arn": "${aws_sqs_queue.example.arn}"}}}
    violating = {
        "hands on to a queue elsewhere": {"redrive_policy": {TO: ELSEWHERE, "maxReceiveCount": 1}},
        "is told at deploy time": {"redrive_policy": "${var.redrive}"},
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return not is_work(resource, stack)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("redrive_policy") is not None:
            yield "hands dead letters on to another queue"
