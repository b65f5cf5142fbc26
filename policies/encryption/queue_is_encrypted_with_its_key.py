from collections.abc import Iterator

from policies.aws.key_examples import KEYS, wrong_keys
from policies.aws.keys import misplaced
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.bounds import whole
from policies.requirements import SECRET_LIFETIME


class QueueIsEncryptedWithItsKey(Policy):
    """Every queue is encrypted with this stack's key for messages.

    Queues and dead-letter queues hold whole transactions for days. SQS's own encryption would leave them open
    to everyone who may receive. A data key is used again for at most five minutes, so that taking the key away
    takes effect.
    """

    id = "FRAUD_ENCRYPTION_4"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_28_1.satisfies, controls.NIST_SC_13.supports, controls.PCI_3_5_1.supports)
    applies_to = ("aws_sqs_queue",)
    claims = ("kms_master_key_id", "kms_data_key_reuse_period_seconds", "sqs_managed_sse_enabled")
    remediation = "Build the queue with stacks.queue, give it the key for messages, and say nothing of SQS's own."

    compliant = {"kms_master_key_id": "${aws_kms_key.messages.arn}"}
    given = KEYS
    violating = {
        **wrong_keys("kms_master_key_id", instead="transactions"),
        "uses a data key for a day": {"kms_data_key_reuse_period_seconds": 86_400},
        "says at deploy time how long": {"kms_data_key_reuse_period_seconds": "${var.reuse}"},
        "uses SQS's own encryption": {"sqs_managed_sse_enabled": True},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from misplaced(resource.get("kms_master_key_id"), "messages", stack)
        reuse = resource.get("kms_data_key_reuse_period_seconds")
        if reuse is not None and not whole(reuse, 60, SECRET_LIFETIME):
            yield f"uses a data key for {reuse!r} seconds, not for 60 to {SECRET_LIFETIME}"
        if resource.get("sqs_managed_sse_enabled") is not None:
            yield "speaks of SQS's own encryption, which takes the place of our key"
