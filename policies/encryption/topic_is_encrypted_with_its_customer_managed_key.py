from policies.aws.encrypted_with import EncryptedWith
from policies.core import Severity, controls
from policies.core.kinds import Attributes


class TopicIsEncryptedWithItsCustomerManagedKey(Attributes):
    """Every topic is encrypted with this stack's key for messages.

    An alert tells of a customer's purchase. Until it is delivered it lies in the topic, and there only those
    whom our key lets in can read it.
    """

    id = "FRAUD_ENCRYPTION_3"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_28_1.satisfies, controls.SOC_CC6_1.supports, controls.PCI_3_5_1.supports)
    applies_to = ("aws_sns_topic",)
    required = {"kms_master_key_id": EncryptedWith("messages")}
    remediation = "Build the topic with stacks.topic.Topic and give it the key for messages."
