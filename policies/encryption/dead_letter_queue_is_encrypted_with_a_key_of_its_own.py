from policies.aws.queues import is_work
from policies.core import Resource, Severity, Stack, controls
from policies.core.kinds import Attributes
from policies.encryption.shared.queues import encrypted


class DeadLetterQueueIsEncryptedWithAKeyOfItsOwn(Attributes):
    """Every dead-letter queue is encrypted with this stack's key for dead letters, and with no other.

    EventBridge sends what it cannot encrypt, decrypt or deliver to a dead-letter queue, for one because the key for
    messages is disabled or its policy refuses. With the same key that queue would refuse too, and the event would be
    lost together with its dead letter.
    """

    id = "FRAUD_ENCRYPTION_19"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_28_1.satisfies, controls.NIST_SC_36_1.supports, controls.PCI_3_5_1.supports)
    applies_to = ("aws_sqs_queue",)
    required = encrypted("dead-letters")
    remediation = "Build the queue with stacks.queue.DeadLetterQueue and give it the key for dead letters."
    violating = {"uses a data key for a day": {"kms_data_key_reuse_period_seconds": 86_400}}

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return not is_work(resource, stack)
