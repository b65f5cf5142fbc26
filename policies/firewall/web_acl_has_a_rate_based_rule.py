from collections.abc import Iterator

from policies.aws.usage_plans import PLAN
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import at_every
from policies.firewall.shared.examples import managed_rule, patch_rules, patch_statements, rate_rule, remove_rules
from policies.firewall.shared.flood import wrong_limit
from policies.firewall.shared.rules import RATE, rules

OTHER_RESPONSE = {"block": {"custom_response": {"response_code": 200}}}


class WebAclHasARateBasedRule(Policy):
    """Every web ACL blocks an address that sends more than a client may, and at the latest at twice as much.

    Usage plans throttle as well as they can; this is the hard limit. A client must stay below it with all that its plan
    permits in a window, the burst included.
    """

    id = "FRAUD_FIREWALL_4"
    severity = Severity.HIGH
    controls = (controls.PCI_6_4_2.supports,)
    applies_to = ("aws_wafv2_web_acl",)
    remediation = "Block by IP, without a scope, above what a plan permits in the window and up to twice its rate."

    compliant = {"rule": [rate_rule(), managed_rule("AWSManagedRulesSQLiRuleSet")]}
    given = {
        f"{PLAN}.client": {"throttle_settings": {"rate_limit": 1_000, "burst_limit": 2_000}},
        "aws_wafv2_web_acl.lower": {"rule": [rate_rule(122_001, 120), rate_rule(302_001, 300)]},
        "aws_wafv2_web_acl.upper": {"rule": [rate_rule(1_200_000, 600)]},
    }
    violating = {
        "has no limit": remove_rules(RATE),
        "only counts": patch_rules(RATE, {"action": {"block": None, "count": {}}}),
        "answers as if nothing were": patch_rules(RATE, {"action": OTHER_RESPONSE}),
        "limits some only": patch_statements(RATE, scope_down_statement={"geo_match_statement": {}}),
        "counts by a header": patch_statements(RATE, aggregate_key_type="FORWARDED_IP"),
        "blocks a permitted client": patch_statements(RATE, limit=60_000),
        "blocks a client at its burst": patch_statements(RATE, limit=62_000),
        "limits too late": patch_statements(RATE, limit=1_200_001),
        "counts in a window that WAF does not have": patch_statements(RATE, evaluation_window_sec=90, limit=150_000),
        "leaves the window to the provider": patch_statements(RATE, evaluation_window_sec=None),
        "blocks a client whose plan permits more": at_every(PLAN, {"throttle_settings": {"burst_limit": 30_000}}),
        "limits too late for what a plan permits": at_every(PLAN, {"throttle_settings": {"rate_limit": 749}}),
        "limits whom no plan permits anything": at_every(PLAN, {"throttle_settings": None}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if not rules(resource, RATE):
            yield "has no rate-based rule"
        for rule, statement in rules(resource, RATE):
            if rule.get("action") != {"block": {}}:
                yield "does not simply block an address above the limit"
            yield from wrong_limit(statement, stack)
