from policies.aws.encrypted_with import EncryptedWith
from policies.core import Severity, controls
from policies.core.kinds import Attributes


class EventBusIsEncryptedWithItsCustomerManagedKey(Attributes):
    """Every event bus is encrypted with this stack's key for messages.

    Each event is a decision on a transaction, and the bus keeps it until every target has taken it. The rules'
    patterns, which say what we look for, are encrypted with the same key.
    """

    id = "FRAUD_ENCRYPTION_5"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_28_1.satisfies, controls.NIST_SC_13.supports)
    applies_to = ("aws_cloudwatch_event_bus",)
    required = {"kms_key_identifier": EncryptedWith("messages")}
    remediation = "Build the bus with stacks.bus.Bus and give it the key for messages."
