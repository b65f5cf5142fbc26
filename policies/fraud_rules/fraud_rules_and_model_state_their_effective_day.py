from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import BUNDLE
from policies.core.examples import remove, replace
from policies.fraud_rules.shared.days import SHADOW, undated
from policies.fraud_rules.shared.example import EXAMPLE
from policies.fraud_rules.shared.patterns import MODEL, PACKAGE, RULES

AT = ("members", MODEL, "document")


class FraudRulesAndModelStateTheirEffectiveDay(Policy):
    """The analyzer's rules and its model, thresholds included, state their version and the day from which they hold.

    What decided about a payment is found by the version in its row. The day says from when on the two owners of the
    file want it to decide, and so whether a deployed one is older or newer than was agreed. A shadow model says it too.
    """

    id = "FRAUD_RULES_2"
    severity = Severity.HIGH
    controls = (controls.NIST_CM_3.supports,)
    applies_to = (BUNDLE,)
    remediation = "State both: of the rules in rules.json, of a model in training/shipped.py before `make train`."
    waivable = False

    compliant = EXAMPLE
    violating = {
        "has rules without a day": remove("members", RULES, "document", "effective"),
        "has rules without a version": replace("members", RULES, "document", "version", value=""),
        "has a model without a day": remove(*AT, "effective"),
        "has a model of a day that is none": replace(*AT, "effective", value="2026-02-30"),
        "has a model of a day in words": replace(*AT, "effective", value="at once"),
        "has a model without a version": remove(*AT, "version"),
        "has a shadow model without a day": {"members": {SHADOW: {"document": {"version": "tried-1"}}}},
        "has a shadow model that cannot be read": {"members": {SHADOW: {"sha256": "0" * 64}}},
        "has no model": remove("members", MODEL),
        "has a model that cannot be read": remove(*AT),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        members = resource.get("members")
        return isinstance(members, Mapping) and any(name.startswith(PACKAGE) for name in members)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        return undated(resource)
