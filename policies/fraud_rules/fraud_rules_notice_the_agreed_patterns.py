from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import BUNDLE
from policies.core.examples import (
    Address,
    Draft,
    append,
    below,
    named_edit,
    patch_items,
    remove,
    remove_items,
    replace,
)
from policies.fraud_rules.shared.example import AT, BEYOND, EXAMPLE, STRICTEST, the_rule
from policies.fraud_rules.shared.patterns import COMPARED, KNOWN, NEW, PACKAGE, RULES, disagreements

TRAVEL, OFTEN = the_rule("impossible_travel"), the_rule("many_payments_in_10_minutes")


@named_edit("counts a card as new for as many payments as it is compared with")
def be_new_while_compared(draft: Draft, at: Address) -> None:
    document = below(draft[at], AT)
    (compared,) = filter(the_rule(COMPARED).chosen, document["rules"])
    document["counting"][NEW] = compared["when_above"][KNOWN]


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
    given = {f"{BUNDLE}.strictest": STRICTEST}
    violating = {
        "has no rules file": remove("members", RULES),
        "has a rules file that cannot be read": remove(*AT),
        "has no rules": replace(*AT, "rules", value=[]),
        "lost a pattern": remove_items(TRAVEL),
        "notices a pattern late": patch_items(OFTEN, {"when_above": {"payments_10m": 30}}),
        "notices a pattern in a special case only": patch_items(TRAVEL, {"when_above": {"amount": 1000}}),
        "reviews what is to be declined": patch_items(the_rule("card_testing_at_merchant"), {"decision": "review"}),
        "approves by a rule": patch_items(OFTEN, {"decision": "approve"}),
        "says a number in words": patch_items(OFTEN, {"when_above": {"payments_10m": "5"}}),
        "says no in place of a number": patch_items(
            the_rule("amount_above_review_threshold"), {"when_above": {"amount_over_limit": False}}
        ),
        "says in words when a card is compared": patch_items(the_rule(COMPARED), {"when_above": "often"}),
        "has a rule that is none": append(*AT, "rules", item=None),
        "keeps histories for good": replace(*AT, "counting", "card_days", value=36_500),
        "looks away after the first payments": replace(*AT, "counting", "new_card_payments", value=1),
        "looks away at the last of the first payments": be_new_while_compared,
        "counts nothing": remove(*AT, "counting"),
        **BEYOND,
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        members = resource.get("members")
        return isinstance(members, Mapping) and any(name.startswith(PACKAGE) for name in members)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        return disagreements(resource.get(*AT))
