from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.functions.shared.example import variable
from policies.functions.shared.variables import FUNCTION, VALIDATOR, number

LIMITS = {"MAXIMUM_AGE_HOURS": 24, "MAXIMUM_CLOCK_SKEW_MINUTES": 5}


class ValidatorRefusesOldTransactions(Policy):
    """The validator takes transactions of the last 24 hours, and of at most 5 minutes to come.

    What was recorded long ago and is sent now is a replay. With less than a day, a dead letter could not be sent again
    once somebody has looked at it; clocks of callers differ by seconds, not by hours.
    """

    id = "FRAUD_FUNCTION_15"
    severity = Severity.MEDIUM
    controls = (controls.NIST_SI_10.supports,)
    applies_to = (FUNCTION,)
    remediation = "Set transaction_age_hours to 24 and clock_skew_minutes to 5 in stacks/settings.py."

    compliant = {
        "function_name": VALIDATOR,
        "environment": {"variables": {limit: str(value) for limit, value in LIMITS.items()}},
    }
    violating = {
        "takes what is older": variable("MAXIMUM_AGE_HOURS", "25"),
        "takes less than a day": variable("MAXIMUM_AGE_HOURS", "23"),
        "takes what is far ahead": variable("MAXIMUM_CLOCK_SKEW_MINUTES", "6"),
        "takes only what is hardly ahead": variable("MAXIMUM_CLOCK_SKEW_MINUTES", "4"),
        "is not told an age": variable("MAXIMUM_AGE_HOURS", None),
        "is told an age in words": variable("MAXIMUM_AGE_HOURS", "a day"),
        "is decided at deploy time": variable("MAXIMUM_CLOCK_SKEW_MINUTES", "${var.skew}"),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.get("function_name") == VALIDATOR

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for limit, required in LIMITS.items():
            if number(resource, limit) != required:
                yield f"has {number(resource, limit)} for {limit}, not {required}"
