from collections.abc import Iterator

from policies.aws.message_examples import ELSEWHERE
from policies.aws.queues import dead_letters
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.blocks import sole
from policies.core.bounds import whole

RETRY = {"maximum_event_age_in_seconds": 3600, "maximum_retry_attempts": 8}
# Long enough for a short outage of SQS, short enough that a reviewer's day is not over; three attempts at least, and at
# most the 185 that EventBridge takes.
AGE, ATTEMPTS = (900, 21_600), (3, 185)


class EventTargetRetriesAndHasADeadLetterQueue(Policy):
    """Every target tries again for a bounded time, and then puts the event into a dead-letter queue of this stack.

    Otherwise EventBridge tries for a day, as long as nobody knows, and then drops the transaction.
    """

    id = "FRAUD_EVENT_6"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_36_1.supports, controls.SOC_CC7_4.supports)
    applies_to = ("aws_cloudwatch_event_target",)
    claims = ("dead_letter_config", "retry_policy")
    remediation = "Call deliver on the rule with a DeadLetterQueue for its failures: it bounds the attempts."

    compliant = {"dead_letter_config": {"arn": "${aws_sqs_queue.dead.arn}"}, "retry_policy": RETRY}
    given = {"aws_sqs_queue.dead": {}}
    violating = {
        "keeps nothing": {"dead_letter_config": None},
        "keeps it elsewhere": {"dead_letter_config": {"arn": ELSEWHERE}},
        "has settings that nobody judges": {"dead_letter_config": {"x": 1}, "retry_policy": {"x": 1}},
        "says nothing of attempts": {"retry_policy": None},
        "does not try again": {"retry_policy": {"maximum_retry_attempts": 0}},
        "tries for a minute": {"retry_policy": {"maximum_event_age_in_seconds": 60}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        kept, retry = (sole(resource.get(each)) for each in self.claims)
        if set(kept) != {"arn"} or dead_letters(kept["arn"], stack) is None:
            yield "puts what it cannot deliver into no dead-letter queue of this stack"
        age, attempts = (retry.get(each) for each in RETRY)
        if set(retry) != set(RETRY) or not (whole(age, *AGE) and whole(attempts, *ATTEMPTS)):
            yield f"tries {attempts!r} times within {age!r} seconds, beyond the bounds {ATTEMPTS} and {AGE}"
