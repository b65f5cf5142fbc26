from policies.aws.encrypted_with import EncryptedWith
from policies.core import Severity, controls
from policies.core.kinds import Attributes
from policies.core.known_stacks import DEPLOYED


class LogGroupIsEncryptedWithItsCustomerManagedKey(Attributes):
    """Every log group, of whatever kind, is encrypted with this stack's key for logs.

    Logs are what an auditor trusts and what an intruder reads first. Functions, the API, the workflow and the
    firewall all write into groups under one key, whose policy names CloudWatch Logs alone.
    """

    id = "FRAUD_ENCRYPTION_6"
    severity = Severity.HIGH
    controls = (controls.NIST_AU_9_3.satisfies, controls.NIST_SC_28_1.satisfies, controls.PCI_10_3_2.supports)
    stacks = DEPLOYED
    applies_to = ("aws_cloudwatch_log_group",)
    required = {"kms_key_id": EncryptedWith("logs")}
    remediation = "Build the log group with stacks.log_group.LogGroup and give it the key for logs."
