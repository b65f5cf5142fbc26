from policies.core import Resource, Severity, Stack, controls
from policies.core.kinds import Attributes, Exactly, Matching
from policies.functions.shared.example import give, variable
from policies.functions.shared.variables import FUNCTION, VALIDATORS
from policies.requirements import DRAIN, VALIDATOR


class ValidatorBoundsAmountsInDollars(Attributes):
    """The validator and the drain take amounts up to 1,000,000 dollars, by exchange rates of at most two months.

    By an older table an amount would be compared with the review threshold at a rate that is none; once it is too old,
    each amount in another currency goes to review. Event rules compare no number above 5 * 10^9, and would overlook it.
    """

    id = "FRAUD_FUNCTION_31"
    severity = Severity.MEDIUM
    waivable = True
    controls = (controls.NIST_SI_10.supports,)
    applies_to = (FUNCTION,)
    required = {
        "environment.variables.LARGEST_AMOUNT_USD": Exactly("1000000"),
        # A month, since the table is renewed each month, up to two.
        "environment.variables.MAXIMUM_RATE_AGE_DAYS": Matching(r"3[1-9]|[45][0-9]|6[0-2]", "60"),
    }
    remediation = "Set largest_amount_usd to 1,000,000 and rate_age_days to 31 up to 62 in stacks/settings.py."

    compliant = {"function_name": VALIDATOR}
    given = {
        f"{FUNCTION}.drain": {
            "function_name": DRAIN,
            "environment": {"variables": {"LARGEST_AMOUNT_USD": "1000000", "MAXIMUM_RATE_AGE_DAYS": "60"}},
        }
    }
    violating = {
        "takes larger amounts": variable("LARGEST_AMOUNT_USD", "10000000"),
        "takes no large amounts": variable("LARGEST_AMOUNT_USD", "4999"),
        "stands beside a drain that takes larger amounts": give(DRAIN, "LARGEST_AMOUNT_USD", "10000000"),
        "goes by rates of a year ago": variable("MAXIMUM_RATE_AGE_DAYS", "365"),
        "goes by no rates within the month": variable("MAXIMUM_RATE_AGE_DAYS", "7"),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.get("function_name") in VALIDATORS
