from collections.abc import Iterator

from policies.aws.body_sizes import AND, SIZE
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.blocks import every
from policies.core.examples import append
from policies.firewall.shared.examples import bypass, managed_rule, patch_rules, rate_rule, set_priority
from policies.firewall.shared.rules import MANAGED, RATE, statement

PARTS = frozenset({"name", "priority", "statement", "visibility_config"})
OURS = PARTS | {"action"}
# What the rules on sizes say, FRAUD_FIREWALL_12 judges.
KINDS = {RATE: OURS, SIZE: OURS, AND: OURS, MANAGED: PARTS | {"override_action"}}


class WebAclHoldsOnlyKnownRules(Policy):
    """Every rule of a web ACL limits a rate or a size or is a managed group, and has a place of its own in the order.

    A rule that allows ends the evaluation: what it matches never meets a later rule.
    """

    id = "FRAUD_FIREWALL_3"
    severity = Severity.CRITICAL
    controls = (controls.PCI_6_4_2.supports,)
    applies_to = ("aws_wafv2_web_acl",)
    remediation = "Keep the rules of stacks/firewall.py, with different priorities."

    compliant = {"rule": [rate_rule(), managed_rule("AWSManagedRulesSQLiRuleSet")]}
    violating = {
        "lets some pass before all others": append("rule", item=bypass(priority=-1)),
        "lets some pass after all others": append("rule", item=bypass(priority=99)),
        "hides a rule in a list": append("rule", item=[bypass(priority=99)]),
        "has a rule that matches nothing": append("rule", item={"name": "empty", "priority": 99}),
        "has two rules at one place": set_priority(0),
        "labels requests": patch_rules(MANAGED, {"rule_label": [{"name": "seen"}]}),
        "has a second statement": patch_rules(RATE, {"statement": {"geo_match_statement": {"country_codes": ["US"]}}}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        rules = every(resource.get("rule"))
        if not rules:
            yield "has no plain list of rules"
        for rule in rules:
            kinds = tuple(statement(rule))
            if len(kinds) != 1 or frozenset(rule) != KINDS.get(kinds[0]):
                yield f"holds {rule.get('name')!r}, which limits no rate and no size and is no plain managed rule group"
        priorities = [rule.get("priority") for rule in rules]
        if any(type(priority) is not int for priority in priorities) or len(set(priorities)) < len(priorities):
            yield f"has rules without a priority of their own: {priorities}"
