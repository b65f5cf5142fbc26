from collections.abc import Iterator

from policies.vocabulary.control import NIST_AC_3, SOC_CC7_3
from policies.vocabulary.key_edits import FOREIGN_ARN
from policies.vocabulary.message_edits import ELSEWHERE
from policies.vocabulary.policy import Policy, Severity
from policies.vocabulary.resources import Resource
from policies.vocabulary.stack import Stack


class TargetDeliversToTheReviewQueue(Policy):
    """Every target is the review queue of this stack.

    There the reviewers look. Elsewhere nobody does, or strangers read the transactions.
    """

    id = "FRAUD_EVENT_5"
    severity = Severity.HIGH
    controls = (NIST_AC_3.supports, SOC_CC7_3.supports)
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
    also = {
        "delivers elsewhere": FOREIGN_ARN,
        "delivers to a queue that is not there": ("FRAUD_FILE_2",),
        "delivers at deploy time": ("FRAUD_FILE_3",),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        queue = stack.resolve(resource.get("arn"), "arn")
        if queue is None or queue.type != "aws_sqs_queue" or queue.get("name") != "transaction-review":
            yield f"delivers to {resource.get('arn')!r}, not to the queue transaction-review of this stack"
