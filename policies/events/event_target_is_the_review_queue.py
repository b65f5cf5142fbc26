from collections.abc import Iterator

from policies.aws.message_examples import ELSEWHERE
from policies.core import Resource, Severity, Stack, controls
from policies.core.examples import refer_to_another
from policies.core.kinds import Attributes, ReferenceTo

QUEUE, NAME = "aws_sqs_queue", "transaction-review"
OTHERWISE = f"delivers to {{value}}, not to the queue {NAME} of this stack"


class EventTargetIsTheReviewQueue(Attributes):
    """Every target is the review queue of this stack.

    The reviewers look there. Elsewhere nobody does, or strangers read the transactions.
    """

    id = "FRAUD_EVENT_5"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_3.supports, controls.SOC_CC7_3.supports)
    applies_to = ("aws_cloudwatch_event_target",)
    required = {"arn": ReferenceTo(QUEUE, "arn", otherwise=OTHERWISE)}
    remediation = "Call deliver on the rule with the queue of stacks/review.py."

    given = {f"{QUEUE}.ours": {"name": NAME}, f"{QUEUE}.dead": {"name": "transaction-dead-letters"}}
    violating = {
        "delivers elsewhere": {"arn": ELSEWHERE},
        "delivers to a queue that is not there": {"arn": "${aws_sqs_queue.missing.arn}"},
        "delivers to another queue": refer_to_another("arn", named="dead-letters"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        queue = stack.resolve(resource.get("arn"))
        if queue is not None and queue.get("name") != NAME:
            yield f"delivers to the queue {queue.get('name')!r}, not to {NAME}"
