from policies.core import Severity, controls
from policies.core.kinds import Attributes, Between, Exactly
from policies.core.known_stacks import KNOWN_STACKS

SHORTEST, LONGEST = 90, 365


class KeyRotationIsOn(Attributes):
    """Every key is rotated by AWS, at least once a year.

    Rotation bounds how much data one key protects, and so how much its loss would open. AWS takes no period shorter
    than 90 days; a period longer than a year is longer than auditors accept.
    """

    id = "FRAUD_ENCRYPTION_9"
    severity = Severity.MEDIUM
    waivable = True
    controls = (controls.PCI_3_7_4.satisfies, controls.CIS_4_6.satisfies, controls.NIST_SC_12.supports)
    stacks = KNOWN_STACKS
    applies_to = ("aws_kms_key",)
    required = {
        "enable_key_rotation": Exactly(True, otherwise="key rotation is off"),
        "rotation_period_in_days": Between(
            SHORTEST, LONGEST, otherwise=f"is rotated every {{value}} days, not every {SHORTEST} to {LONGEST}"
        ),
    }
    remediation = "Build the key with stacks.key.Key: it rotates as stacks/settings.py says, every 90 to 365 days."
    violating = {
        "rotates every two years": {"rotation_period_in_days": 730},
        "rotates after more than a year": {"rotation_period_in_days": 366},
    }
