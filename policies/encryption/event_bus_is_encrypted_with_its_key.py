from collections.abc import Iterator

from policies.aws.key_examples import KEYS, wrong_keys
from policies.aws.keys import misplaced
from policies.core import Policy, Resource, Severity, Stack, controls


class EventBusIsEncryptedWithItsKey(Policy):
    """Every event bus is encrypted with this stack's key for messages.

    Each event is a decision on a transaction, and the bus keeps it until every target has taken it. The rules'
    patterns, which say what we look for, are encrypted with the same key.
    """

    id = "FRAUD_ENCRYPTION_5"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_28_1.satisfies, controls.NIST_SC_13.supports)
    applies_to = ("aws_cloudwatch_event_bus",)
    claims = ("kms_key_identifier",)
    remediation = "Build the bus with stacks.bus.Bus and give it the key for messages."

    compliant = {"kms_key_identifier": "${aws_kms_key.messages.arn}"}
    given = KEYS
    violating = wrong_keys("kms_key_identifier", instead="configuration")

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from misplaced(resource.get("kms_key_identifier"), "messages", stack)
