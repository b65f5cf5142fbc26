from collections.abc import Iterator, Mapping
from math import ceil

from policies.aws.message_examples import ELSEWHERE
from policies.aws.queues import dead_letters, is_work
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.bounds import whole
from policies.core.examples import refer_to_itself

# Seconds: SQS hides a message that was looked at for no longer.
HALF_A_DAY = 43_200
# The longest retention that SQS has, for a queue that does not say its own.
LONGEST, MOST = 14 * 86_400, 100
TO, KEPT = "deadLetterTargetArn", "message_retention_seconds"


class QueueHasADeadLetterQueue(Policy):
    """Every queue that a rule fills hands on to a dead-letter queue of this stack what nobody can read, and no more.

    Without a redrive policy, a message that nobody can process comes back until it expires, and is lost. SQS counts
    each look at a message. One whose case is open is looked at every half day, now and then by two at once, as long as
    the queue keeps it: two looks for each half day must not make it a dead letter. What nobody can read comes back at
    once, and a hundred looks are enough to know.
    """

    id = "FRAUD_QUEUE_3"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_36_1.supports, controls.SOC_CC7_4.supports)
    applies_to = ("aws_sqs_queue",)
    claims = ("redrive_policy",)
    remediation = "Build the queue with stacks.queue.Queue and give it a DeadLetterQueue for its failures."

    compliant = {"redrive_policy": {TO: "${aws_sqs_queue.dead.arn}", "maxReceiveCount": 50}, KEPT: 10 * 86_400}
    given = {"aws_sqs_queue.dead": {}, "aws_cloudwatch_event_target.t": {"arn": "${aws_sqs_queue.example.arn}"}}
    violating = {
        "hands nothing on": {"redrive_policy": None},
        "hands on to a queue elsewhere": {"redrive_policy": {TO: ELSEWHERE}},
        "hands on to itself": refer_to_itself("redrive_policy", TO),
        "hands on what it never tried": {"redrive_policy": {"maxReceiveCount": 1}},
        "hands on what waits": {"redrive_policy": {"maxReceiveCount": 5}},
        "may be looked at for less long than it keeps": {KEPT: 14 * 86_400},
        "tries a thousand times": {"redrive_policy": {"maxReceiveCount": 1000}},
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return is_work(resource, stack)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        redrive = resource.get("redrive_policy")
        if not isinstance(redrive, Mapping) or dead_letters(redrive.get(TO), stack) is None:
            yield "has no dead-letter queue of this stack"
            return
        kept, looks = resource.get(KEPT), redrive.get("maxReceiveCount")
        fewest = 2 * ceil((kept if whole(kept, 1) else LONGEST) / HALF_A_DAY)
        if set(redrive) != {TO, "maxReceiveCount"} or not whole(looks, fewest, MOST):
            yield f"maxReceiveCount is {looks!r}, not {fewest} to {MOST}"
