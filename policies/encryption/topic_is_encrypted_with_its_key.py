from collections.abc import Iterator

from policies.aws.key_examples import KEYS, wrong_keys
from policies.aws.keys import misplaced
from policies.core import Policy, Resource, Severity, Stack, controls


class TopicIsEncryptedWithItsKey(Policy):
    """Every topic is encrypted with this stack's key for messages.

    An alert tells of a customer's purchase. Until it is delivered it lies in the topic, and there only those
    whom our key lets in can read it.
    """

    id = "FRAUD_ENCRYPTION_3"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_28_1.satisfies, controls.SOC_CC6_1.supports, controls.PCI_3_5_1.supports)
    applies_to = ("aws_sns_topic",)
    claims = ("kms_master_key_id",)
    remediation = "Build the topic with stacks.topic.Topic and give it the key for messages."

    compliant = {"kms_master_key_id": "${aws_kms_key.messages.arn}"}
    given = KEYS
    violating = wrong_keys("kms_master_key_id", instead="logs")

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from misplaced(resource.get("kms_master_key_id"), "messages", stack)
