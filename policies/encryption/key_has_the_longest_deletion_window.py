from policies.core import Severity, controls
from policies.core.kinds import Absent, Attributes, Exactly, OneOf
from policies.core.known_stacks import KNOWN_STACKS


class KeyHasTheLongestDeletionWindow(Attributes):
    """Every key is enabled, waits the full 30 days before it is deleted, and cannot lock its owner out.

    Data under a lost key is lost with it. Thirty days are the longest that AWS waits, and the time in which a mistake
    can be noticed; the lockout check refuses a key policy that nobody could change any more.
    """

    id = "FRAUD_ENCRYPTION_10"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_12.supports, controls.PCI_3_6_1_2.supports, controls.SOC_CC6_1.supports)
    stacks = KNOWN_STACKS
    applies_to = ("aws_kms_key",)
    required = {
        "deletion_window_in_days": Exactly(30, otherwise="is deleted after {value} days, not after 30"),
        "is_enabled": OneOf(True, None, otherwise="is not enabled"),
        "bypass_policy_lockout_safety_check": Absent(or_false=True, otherwise="skips the key policy's lockout check"),
    }
    remediation = "Build the key with stacks.key.Key, and leave is_enabled and the lockout check as they are."
    compliant = {"is_enabled": True, "bypass_policy_lockout_safety_check": False}
    violating = {"is deleted after a week": {"deletion_window_in_days": 7}}
