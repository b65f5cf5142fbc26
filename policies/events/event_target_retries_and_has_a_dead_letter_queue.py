from policies.aws.dead_letter_queue import DeadLetterQueue
from policies.aws.message_examples import ELSEWHERE
from policies.core import Severity, controls
from policies.core.kinds import Attributes, Between, Block

LOST = "has no dead-letter queue of this stack for events that it cannot deliver"


class EventTargetRetriesAndHasADeadLetterQueue(Attributes):
    """Every target tries again for a bounded time, and then puts the event into a dead-letter queue of this stack.

    By default EventBridge retries for a day, in which nobody learns of the failure, and then drops the event.
    """

    id = "FRAUD_EVENT_6"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_36_1.supports, controls.SOC_CC7_4.supports)
    applies_to = ("aws_cloudwatch_event_target",)
    required = {
        "dead_letter_config": Block({"arn": DeadLetterQueue(otherwise=LOST)}, otherwise=LOST),
        # Long enough for a short outage of SQS, short enough that the event reaches a reviewer on the same day; at
        # least three attempts, and at most the 185 that EventBridge allows.
        "retry_policy": Block(
            {"maximum_event_age_in_seconds": Between(900, 21_600), "maximum_retry_attempts": Between(3, 185)},
            otherwise="has no retry policy",
        ),
    }
    remediation = "Call deliver on the rule with a DeadLetterQueue for its failures: it bounds the attempts."
    compliant = {"retry_policy": {"maximum_event_age_in_seconds": 900, "maximum_retry_attempts": 3}}
    violating = {
        "has a queue elsewhere": {"dead_letter_config": {"arn": ELSEWHERE}},
        "has settings that nobody judges": {"dead_letter_config": {"x": 1}, "retry_policy": {"x": 1}},
        "does not try again": {"retry_policy": {"maximum_retry_attempts": 0}},
        "tries for a minute": {"retry_policy": {"maximum_event_age_in_seconds": 60}},
        "tries for longer than six hours": {"retry_policy": {"maximum_event_age_in_seconds": 21_601}},
        "tries more often than EventBridge allows": {"retry_policy": {"maximum_retry_attempts": 186}},
    }
