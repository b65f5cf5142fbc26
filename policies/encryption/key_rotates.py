from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.bounds import whole

SHORTEST, LONGEST = 90, 365


class KeyRotates(Policy):
    """Every key is rotated by AWS, at least once a year.

    Rotation bounds how much data one key protects, and so how much its loss would open. AWS takes no period shorter
    than 90 days; a period longer than a year is longer than auditors accept.
    """

    id = "FRAUD_ENCRYPTION_9"
    severity = Severity.MEDIUM
    controls = (controls.PCI_3_7_4.satisfies, controls.CIS_4_6.satisfies, controls.NIST_SC_12.supports)
    applies_to = ("aws_kms_key",)
    claims = ("enable_key_rotation", "rotation_period_in_days")
    remediation = "Build the key with stacks.key.Key: it rotates as stacks/settings.py says, every 90 to 365 days."

    compliant = {"enable_key_rotation": True, "rotation_period_in_days": 90}
    violating = {
        "does not rotate": {"enable_key_rotation": False},
        "says nothing of rotation": {"enable_key_rotation": None},
        "decides at deploy time whether it rotates": {"enable_key_rotation": "${var.rotate}"},
        "rotates every two years": {"rotation_period_in_days": 730},
        "decides at deploy time how often": {"rotation_period_in_days": "${var.days}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("enable_key_rotation") is not True:
            yield "is not rotated"
        period = resource.get("rotation_period_in_days")
        if not whole(period, SHORTEST, LONGEST):
            yield f"is rotated every {period!r} days, not every {SHORTEST} to {LONGEST}"
