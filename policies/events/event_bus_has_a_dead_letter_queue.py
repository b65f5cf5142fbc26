from collections.abc import Iterator

from policies.aws.message_examples import ELSEWHERE
from policies.aws.queues import dead_letters
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.blocks import sole


class EventBusHasADeadLetterQueue(Policy):
    """Every event bus puts the events that it cannot encrypt or decrypt into a dead-letter queue of this stack.

    A bus under a key of ours loses events when the key is out of reach, and only its dead-letter queue shows which.
    """

    id = "FRAUD_EVENT_7"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_36_1.supports, controls.SOC_CC7_4.supports)
    applies_to = ("aws_cloudwatch_event_bus",)
    claims = ("dead_letter_config",)
    remediation = "Build the bus with stacks.bus.Bus and give it a DeadLetterQueue for its failures."

    compliant = {"dead_letter_config": {"arn": "${aws_sqs_queue.dead.arn}"}}
    given = {"aws_sqs_queue.dead": {}}
    violating = {
        "keeps nothing": {"dead_letter_config": None},
        "keeps it elsewhere": {"dead_letter_config": {"arn": ELSEWHERE}},
        "has a setting that nobody judges": {"dead_letter_config": {"mode": "none"}},
        "keeps it where it is not": {"dead_letter_config": {"arn": "${aws_sqs_queue.missing.arn}"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        said = sole(resource.get("dead_letter_config"))
        if set(said) != {"arn"} or dead_letters(said["arn"], stack) is None:
            yield "puts what it cannot read into no dead-letter queue of this stack"
