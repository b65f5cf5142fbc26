from policies.aws.queues import TARGET, is_work
from policies.core import Resource, Severity, Stack, controls
from policies.core.kinds import Attributes
from policies.encryption.shared.queues import encrypted


class QueueIsEncryptedWithItsCustomerManagedKey(Attributes):
    """Every queue that is worked on is encrypted with this stack's key for messages.

    Queues hold transactions for days. SQS's own encryption would leave them open to everyone who may receive. A data
    key is used again for at most five minutes, so that taking the key away takes effect, and for at least one, the
    shortest that SQS takes.
    """

    id = "FRAUD_ENCRYPTION_4"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_28_1.satisfies, controls.NIST_SC_13.supports, controls.PCI_3_5_1.supports)
    applies_to = ("aws_sqs_queue",)
    required = encrypted("messages")
    remediation = "Build the queue with stacks.queue, give it the key for messages, and leave SQS's own encryption out."

    compliant = {"kms_data_key_reuse_period_seconds": 60}
    given = {f"{TARGET}.t": {"arn": "${aws_sqs_queue.example.arn}"}}
    violating = {"uses a data key for a day": {"kms_data_key_reuse_period_seconds": 86_400}}

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return is_work(resource, stack)
