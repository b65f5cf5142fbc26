from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import BUNDLE
from policies.core.examples import remove, replace
from policies.functions.shared.example_rates import BEYOND, EXAMPLE
from policies.functions.shared.rates import PACKAGE, TABLE, UNITS, faults


class ValidatorConvertsByATableOfPlausibleRates(Policy):
    """The validator's exchange rates have a source and a day, are of listed currencies, and are not upside down.

    By them an amount is compared with the review threshold. A rate that is a thousand times too low, or that says how
    many units a dollar is worth, lets the largest amounts of a currency pass, and nothing fails.
    """

    id = "FRAUD_FUNCTION_32"
    severity = Severity.CRITICAL
    controls = (controls.NIST_SI_10.supports, controls.NIST_SI_4.supports)
    applies_to = (BUNDLE,)
    remediation = "Make the table anew with `make rates`, and review what changed."
    waivable = False

    compliant = EXAMPLE
    violating = {
        "has no table": remove(*TABLE),
        "has no rates": remove(*TABLE, "dollars"),
        "has no day": remove(*TABLE, "effective"),
        "names no source": remove(*TABLE, "source"),
        "has a day that is none": replace(*TABLE, "effective", value="last month"),
        **BEYOND,
        "has a rate upside down": replace(*TABLE, "dollars", "JPY", value="157.25"),
        "has a rate that is a number": replace(*TABLE, "dollars", "EUR", value=1.1),
        "has a rate of nothing": replace(*TABLE, "dollars", "GBP", value="0.0"),
        "lost the euro": remove(*TABLE, "dollars", "EUR"),
        "has a rate of the dollar": replace(*TABLE, "dollars", "USD", value="1.0"),
        "has a currency that is none": replace(*TABLE, "dollars", "XBT", value="99.0"),
        "has lost the list of currencies": remove(*UNITS),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        members = resource.get("members")
        return isinstance(members, Mapping) and any(name.startswith(PACKAGE) for name in members)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        return faults(resource)
