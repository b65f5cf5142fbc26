from policies.aws.dead_letter_queue import DeadLetterQueue
from policies.aws.message_examples import ELSEWHERE
from policies.core import Severity, controls
from policies.core.kinds import Attributes, Block

LOST = "has no dead-letter queue of this stack for events that it cannot encrypt or decrypt"


class EventBusHasADeadLetterQueue(Attributes):
    """Every event bus puts the events that it cannot encrypt or decrypt into a dead-letter queue of this stack.

    A bus with a customer managed key loses events while it cannot use the key, and only its dead-letter queue shows
    which.
    """

    id = "FRAUD_EVENT_7"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_36_1.supports, controls.SOC_CC7_4.supports)
    applies_to = ("aws_cloudwatch_event_bus",)
    required = {"dead_letter_config": Block({"arn": DeadLetterQueue(otherwise=LOST)}, otherwise=LOST)}
    remediation = "Build the bus with stacks.bus.Bus and give it a DeadLetterQueue for its failures."
    violating = {
        "has a queue elsewhere": {"dead_letter_config": {"arn": ELSEWHERE}},
        "has a setting that nobody judges": {"dead_letter_config": {"mode": "none"}},
        "keeps it where it is not": {"dead_letter_config": {"arn": "${aws_sqs_queue.missing.arn}"}},
    }
