from collections.abc import Iterator

from policies.vocabulary.control import NIST_SC_13, NIST_SC_28_1
from policies.vocabulary.key_class import misplaced
from policies.vocabulary.key_edits import KEYS, also, wrong_keys
from policies.vocabulary.policy import Policy, Severity
from policies.vocabulary.resources import Resource
from policies.vocabulary.stack import Stack


class EventBusIsEncryptedWithItsKey(Policy):
    """Every event bus is encrypted with this stack's key for messages.

    Each event is a decision on a transaction, and the bus keeps it until every target has taken it. The rules'
    patterns, which say what we look for, are encrypted with the same key.
    """

    id = "FRAUD_ENCRYPTION_5"
    severity = Severity.HIGH
    controls = (NIST_SC_28_1.satisfies, NIST_SC_13.supports)
    applies_to = ("aws_cloudwatch_event_bus",)
    claims = ("kms_key_identifier",)
    remediation = "Build the bus with stacks.bus.Bus and give it the key for messages."

    compliant = {"kms_key_identifier": "${aws_kms_key.messages.arn}"}
    given = KEYS
    violating = wrong_keys("kms_key_identifier", instead="configuration")
    also = also()

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from misplaced(resource.get("kms_key_identifier"), "messages", stack)
