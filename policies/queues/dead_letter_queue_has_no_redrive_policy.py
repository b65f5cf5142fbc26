from policies.aws.message_examples import ELSEWHERE
from policies.aws.queues import is_work
from policies.core import Resource, Severity, Stack, controls
from policies.core.kinds import Absent, Attributes

TO = "deadLetterTargetArn"


class DeadLetterQueueHasNoRedrivePolicy(Attributes):
    """Every dead-letter queue keeps what it has, and hands nothing on.

    People read a dead letter several times before they know what to do. A redrive policy would move it after some reads
    to another queue, which no alarm watches.
    """

    id = "FRAUD_QUEUE_8"
    severity = Severity.MEDIUM
    controls = (controls.NIST_SC_36_1.supports,)
    applies_to = ("aws_sqs_queue",)
    required = {"redrive_policy": Absent(otherwise="has a redrive policy, which moves dead letters to another queue")}
    remediation = "Build the queue with stacks.queue.DeadLetterQueue, which has no redrive policy."

    given = {"aws_cloudwatch_event_bus.bus": {"dead_letter_config": {"arn": "${aws_sqs_queue.example.arn}"}}}
    violating = {"hands on to a queue elsewhere": {"redrive_policy": {TO: ELSEWHERE, "maxReceiveCount": 1}}}

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return not is_work(resource, stack)
