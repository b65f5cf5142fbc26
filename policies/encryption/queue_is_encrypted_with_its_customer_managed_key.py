from policies.aws.encrypted_with import EncryptedWith
from policies.core import Severity, controls
from policies.core.kinds import Absent, Attributes, Between
from policies.requirements import SECRET_LIFETIME


class QueueIsEncryptedWithItsCustomerManagedKey(Attributes):
    """Every queue is encrypted with this stack's key for messages.

    Queues and dead-letter queues hold whole transactions for days. SQS's own encryption would leave them open
    to everyone who may receive. A data key is used again for at most five minutes, so that taking the key away
    takes effect, and for at least one, the shortest that SQS takes.
    """

    id = "FRAUD_ENCRYPTION_4"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_28_1.satisfies, controls.NIST_SC_13.supports, controls.PCI_3_5_1.supports)
    applies_to = ("aws_sqs_queue",)
    required = {
        "kms_master_key_id": EncryptedWith("messages"),
        "kms_data_key_reuse_period_seconds": Between(
            60,
            SECRET_LIFETIME,
            or_absent=True,
            otherwise=f"reuses a data key for {{value}} s, not 60 to {SECRET_LIFETIME}",
        ),
        "sqs_managed_sse_enabled": Absent(otherwise="sqs_managed_sse_enabled is set, in place of our key"),
    }
    remediation = "Build the queue with stacks.queue, give it the key for messages, and leave SQS's own encryption out."
    violating = {"uses a data key for a day": {"kms_data_key_reuse_period_seconds": 86_400}}
