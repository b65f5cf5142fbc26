from collections.abc import Iterator

from policies.aws.message_examples import ELSEWHERE
from policies.core import Policy, Resource, Severity, Stack, controls


class EventTargetIsTheReviewQueue(Policy):
    """Every target is the review queue of this stack.

    There the reviewers look. Elsewhere nobody does, or strangers read the transactions.
    """

    id = "FRAUD_EVENT_5"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_3.supports, controls.SOC_CC7_3.supports)
    applies_to = ("aws_cloudwatch_event_target",)
    claims = ("arn",)
    remediation = "Call deliver on the rule with the queue of stacks/review.py."

    compliant = {"arn": "${aws_sqs_queue.q.arn}"}
    given = {"aws_sqs_queue.q": {"name": "transaction-review"}}
    violating = {
        "delivers elsewhere": {"arn": ELSEWHERE},
        "delivers to a queue that is not there": {"arn": "${aws_sqs_queue.missing.arn}"},
        "delivers at deploy time": {"arn": "${var.queue}"},
        "delivers nowhere": {"arn": None},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        queue = stack.resolve(resource.get("arn"), "arn")
        if queue is None or queue.type != "aws_sqs_queue" or queue.get("name") != "transaction-review":
            yield f"delivers to {resource.get('arn')!r}, not to the queue transaction-review of this stack"
