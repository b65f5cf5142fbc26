from policies.core import Resource, Severity, Stack, controls
from policies.core.kinds import Attributes, Exactly
from policies.functions.shared.example import give, variable
from policies.functions.shared.variables import FUNCTION, VALIDATORS
from policies.requirements import DRAIN, VALIDATOR


class ValidatorRefusesOldTransactions(Attributes):
    """The validator and the drain take transactions of the last 24 hours, and of at most 5 minutes to come.

    What was recorded long ago and is sent now is a replay. With less than a day, a dead letter could not be sent again
    once somebody has looked at it; clocks of callers differ by seconds, not by hours.
    """

    id = "FRAUD_FUNCTION_15"
    severity = Severity.MEDIUM
    waivable = True
    controls = (controls.NIST_SI_10.supports,)
    applies_to = (FUNCTION,)
    required = {
        "environment.variables.MAXIMUM_AGE_HOURS": Exactly("24"),
        "environment.variables.MAXIMUM_CLOCK_SKEW_MINUTES": Exactly("5"),
    }
    remediation = "Set transaction_age_hours to 24 and clock_skew_minutes to 5 in stacks/settings.py."

    compliant = {"function_name": VALIDATOR}
    given = {
        f"{FUNCTION}.drain": {
            "function_name": DRAIN,
            "environment": {"variables": {"MAXIMUM_AGE_HOURS": "24", "MAXIMUM_CLOCK_SKEW_MINUTES": "5"}},
        }
    }
    violating = {
        "takes what is older": variable("MAXIMUM_AGE_HOURS", "25"),
        "stands beside a drain that takes what is older": give(DRAIN, "MAXIMUM_AGE_HOURS", "25"),
        "takes less than a day": variable("MAXIMUM_AGE_HOURS", "23"),
        "takes what is far ahead": variable("MAXIMUM_CLOCK_SKEW_MINUTES", "6"),
        "takes only what is hardly ahead": variable("MAXIMUM_CLOCK_SKEW_MINUTES", "4"),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.get("function_name") in VALIDATORS
