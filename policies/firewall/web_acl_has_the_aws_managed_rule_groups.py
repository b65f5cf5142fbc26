from collections.abc import Iterator

from policies.aws.body_sizes import COMMON, COUNTED
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.firewall.shared.examples import managed_rule, patch_rules, patch_statements, remove_rules
from policies.firewall.shared.rules import MANAGED, rules

GROUPS = ("AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesSQLiRuleSet")


class WebAclHasTheAwsManagedRuleGroups(Policy):
    """Every web ACL has AWS's groups against common attacks, known bad inputs (Log4j) and SQL injection, as they are.

    A rule group that only counts, leaves requests out or stays at a pinned version looks like protection and is none.
    """

    id = "FRAUD_FIREWALL_5"
    severity = Severity.HIGH
    controls = (controls.PCI_6_4_2.supports, controls.PCI_6_2_4.supports)
    applies_to = ("aws_wafv2_web_acl",)
    remediation = (
        "Add the three rule groups of the vendor AWS with override_action none and nothing else (stacks/firewall.py)."
    )

    compliant = {"rule": [managed_rule(group, order) for order, group in enumerate(GROUPS)]}
    violating = {
        "has no groups": remove_rules(MANAGED),
        "only counts": patch_rules(MANAGED, {"override_action": {"none": None, "count": {}}}),
        "lets a rule only count": patch_statements(MANAGED, rule_action_override=[{"action_to_use": {"count": {}}}]),
        "lets another rule only count": patch_statements(
            MANAGED, rule_action_override=[{"name": "NoUserAgent_HEADER", "action_to_use": {"count": {}}}]
        ),
        "lets a rule allow": patch_statements(
            MANAGED, rule_action_override=[{"name": "SizeRestrictions_BODY", "action_to_use": {"allow": {}}}]
        ),
        "leaves requests out": patch_statements(MANAGED, scope_down_statement={}),
        "pins a version": patch_statements(MANAGED, version="Version_1.0"),
        "is of another vendor": patch_statements(MANAGED, vendor_name="Somebody"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        managed = rules(resource, MANAGED)
        for group in sorted(set(GROUPS) - {statement.get("name") for _, statement in managed}):
            yield f"does not have the managed rule group {group}"
        for rule, statement in managed:
            if rule.get("override_action") != {"none": {}}:
                yield f"does not let {rule.get('name')!r} block"
            name = statement.get("name")
            # One rule of one group may only count: FRAUD_FIREWALL_12 says where.
            own = {"rule_action_override": COUNTED} if name == COMMON and "rule_action_override" in statement else {}
            if statement != {"name": name, "vendor_name": "AWS", **own}:
                yield f"does not have {rule.get('name')!r} as AWS made it"
