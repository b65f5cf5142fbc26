from collections.abc import Iterator, Mapping

from policies.aws.mappings import functions_at
from policies.aws.message_examples import ELSEWHERE, handed_to_a_function
from policies.aws.queues import QUEUE, dead_letters, is_work
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.bounds import whole
from policies.core.examples import at_every, refer_to_another, refer_to_itself
from policies.requirements import OVERFLOW

BY_PEOPLE, BY_FUNCTIONS = (20, 100), (5, 20)
TO = "deadLetterTargetArn"
REVIEW = "transaction-review"


class QueueHasADeadLetterQueue(Policy):
    """Every queue that is worked on hands on to the dead-letter queue of its name what nobody can read, and no more.

    Without a redrive policy, a message that nobody can process comes back until it expires, and is lost. SQS counts
    each look at a message. People look at what waits once or twice, and in vain where a look is interrupted or lacks a
    right: twenty looks must not make it a dead letter. What nobody can read comes back at once, and a hundred are
    enough to know. A function takes what it was not able to finish five times at least, over an outage of minutes.
    """

    id = "FRAUD_QUEUE_3"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_36_1.supports, controls.SOC_CC7_4.supports)
    applies_to = ("aws_sqs_queue",)
    claims = ("redrive_policy",)
    remediation = "Build the queue with stacks.queue.Queue and give it a DeadLetterQueue for its failures."

    compliant = {"name": REVIEW, "redrive_policy": {TO: "${aws_sqs_queue.dead.arn}", "maxReceiveCount": 50}}
    given = {
        f"{QUEUE}.dead": {"name": f"{REVIEW}-dead-letters"},
        f"{QUEUE}.kept": {"name": f"{OVERFLOW}-dead-letters"},
        "aws_cloudwatch_event_target.t": {"arn": f"${{{QUEUE}.example.arn}}"},
        **handed_to_a_function(redrive_policy={TO: f"${{{QUEUE}.kept.arn}}", "maxReceiveCount": 10}),
    }
    violating = {
        "hands nothing on": {"redrive_policy": None},
        "hands on to a queue elsewhere": {"redrive_policy": {TO: ELSEWHERE}},
        "hands on to where another's letters are": refer_to_another("redrive_policy", TO, named="-dead-letters"),
        "hands on to itself": refer_to_itself("redrive_policy", TO),
        "hands on what it never tried": {"redrive_policy": {"maxReceiveCount": 1}},
        "hands on what waits": {"redrive_policy": {"maxReceiveCount": 4}},
        "hands on what people have looked at nineteen times": at_every(
            QUEUE, {"redrive_policy": {"maxReceiveCount": 19}}, name=REVIEW
        ),
        "tries a hundred and one times": {"redrive_policy": {"maxReceiveCount": 101}},
        "tries a thousand times": {"redrive_policy": {"maxReceiveCount": 1000}},
        "lets a function try once more than twenty times": at_every(
            QUEUE, {"redrive_policy": {"maxReceiveCount": 21}}, name=OVERFLOW
        ),
        "lets a function try as often as people look": at_every(
            QUEUE, {"redrive_policy": {"maxReceiveCount": 50}}, name=OVERFLOW
        ),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return is_work(resource, stack)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        redrive = resource.get("redrive_policy")
        fewest, most = BY_FUNCTIONS if functions_at(resource, stack) else BY_PEOPLE
        kept = dead_letters(redrive.get(TO), stack) if isinstance(redrive, Mapping) else None
        own = f"{resource.get('name')}-dead-letters"
        if not isinstance(redrive, Mapping) or kept is None:
            yield "has no dead-letter queue of this stack"
        elif kept.get("name") != own:
            yield f"hands on to {kept.get('name')!r}, not to {own}, where its letters are looked for"
        elif set(redrive) != {TO, "maxReceiveCount"} or not whole(redrive.get("maxReceiveCount"), fewest, most):
            yield f"maxReceiveCount is {redrive.get('maxReceiveCount')!r}, not {fewest} to {most}"
