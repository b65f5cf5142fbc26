from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls

DELETION_DAYS = 30


class KeyIsNotLostByMistake(Policy):
    """Every key is enabled, waits the full 30 days before it is deleted, and cannot lock its owner out.

    Data under a lost key is lost with it. Thirty days are the longest that AWS waits, and the time in which a mistake
    can be noticed; the lockout check refuses a key policy that nobody could change any more.
    """

    id = "FRAUD_ENCRYPTION_10"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_12.supports, controls.PCI_3_6_1_2.supports, controls.SOC_CC6_1.supports)
    applies_to = ("aws_kms_key",)
    claims = ("deletion_window_in_days", "is_enabled", "bypass_policy_lockout_safety_check")
    remediation = "Build the key with stacks.key.Key, and leave is_enabled and the lockout check as they are."

    compliant = {"deletion_window_in_days": DELETION_DAYS}
    violating = {
        "is deleted after a week": {"deletion_window_in_days": 7},
        "does not say how long it waits": {"deletion_window_in_days": None},
        "is disabled": {"is_enabled": False},
        "is enabled or not at deploy time": {"is_enabled": "${var.enabled}"},
        "skips the lockout check": {"bypass_policy_lockout_safety_check": True},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        window = resource.get("deletion_window_in_days")
        if window != DELETION_DAYS:
            yield f"is deleted after {window!r} days, not after {DELETION_DAYS}"
        if resource.get("is_enabled") not in (None, True):
            yield "is not enabled"
        if resource.get("bypass_policy_lockout_safety_check") not in (None, False):
            yield "skips the check that keeps its owner from being locked out"
