from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import BUNDLE
from policies.core.examples import Items, append, patch_items, remove, remove_items, replace
from policies.fraud_rules.shared.example import EXAMPLE
from policies.fraud_rules.shared.patterns import PACKAGE, RULES, disagreements

AT = ("members", RULES, "document")
TRAVEL = Items((*AT, "rules"), "the rule on impossible travel", lambda rule: rule["code"] == "impossible_travel")
OFTEN = Items((*AT, "rules"), "the rule on 10 minutes", lambda rule: rule["code"] == "many_payments_in_10_minutes")


class FraudRulesNoticeTheAgreedPatterns(Policy):
    """The analyzer's rules notice each fraud pattern that was agreed on, at numbers within the agreed bounds.

    The rules are tuned more often than code is, by those who know fraud. They may add rules and move numbers within
    bounds; a pattern that nobody notices any more, or a card's history that is kept for good, needs those who judge.
    """

    id = "FRAUD_RULES_1"
    severity = Severity.CRITICAL
    controls = (controls.NIST_SI_4.supports, controls.NIST_CM_3.supports, controls.PCI_3_2_1.supports)
    applies_to = (BUNDLE,)
    remediation = "Bring lambdas/fraud_analyzer/rules.json back within policies/fraud_rules/shared/patterns.py."
    waivable = False

    compliant = EXAMPLE
    violating = {
        "has no rules file": remove("members", RULES),
        "has a rules file that cannot be read": remove(*AT),
        "has no rules": replace(*AT, "rules", value=[]),
        "lost a pattern": remove_items(TRAVEL),
        "notices a pattern late": patch_items(OFTEN, {"when_above": {"payments_10m": 30}}),
        "notices a pattern in a special case only": patch_items(TRAVEL, {"when_above": {"amount": 1000}}),
        "approves by a rule": patch_items(OFTEN, {"decision": "approve"}),
        "says a number in words": patch_items(OFTEN, {"when_above": {"payments_10m": "5"}}),
        "has a rule that is none": append(*AT, "rules", item=None),
        "keeps histories for good": replace(*AT, "counting", "card_days", value=36_500),
        "looks away after the first payments": replace(*AT, "counting", "new_card_payments", value=1),
        "counts nothing": remove(*AT, "counting"),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        members = resource.get("members")
        return isinstance(members, Mapping) and any(name.startswith(PACKAGE) for name in members)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        return disagreements(resource.get(*AT))
