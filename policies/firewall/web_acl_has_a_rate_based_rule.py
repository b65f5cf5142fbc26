from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.firewall.shared.examples import managed_rule, patch_rules, rate_rule, remove_rules
from policies.firewall.shared.rules import RATE, rules

CLIENT_RATE, WINDOWS = 1_000, (60, 120, 300, 600)


class WebAclHasARateBasedRule(Policy):
    """Every web ACL blocks an address that sends more than a client may, and at the latest at twice as much.

    Usage plans throttle as well as they can; this is the hard limit. A client at 1,000 a second must stay below it.
    """

    id = "FRAUD_FIREWALL_4"
    severity = Severity.HIGH
    controls = (controls.PCI_6_4_2.supports,)
    applies_to = ("aws_wafv2_web_acl",)
    remediation = "Block by IP, without a scope, between 1,000 and 2,000 times a window of 60, 120, 300 or 600 s."

    compliant = {"rule": [rate_rule(), managed_rule("AWSManagedRulesSQLiRuleSet")]}
    violating = {
        "has no limit": remove_rules(RATE),
        "only counts": patch_rules(RATE, {"action": {"block": None, "count": {}}}),
        "answers as if nothing were": patch_rules(
            RATE, {"action": {"block": {"custom_response": {"response_code": 200}}}}
        ),
        "limits some only": patch_rules(
            RATE, {"statement": {RATE: {"scope_down_statement": {"geo_match_statement": {}}}}}
        ),
        "counts by a header": patch_rules(RATE, {"statement": {RATE: {"aggregate_key_type": "FORWARDED_IP"}}}),
        "blocks a permitted client": patch_rules(RATE, {"statement": {RATE: {"limit": 60_000}}}),
        "limits too late": patch_rules(RATE, {"statement": {RATE: {"limit": 1_200_001}}}),
        "leaves the window to the provider": patch_rules(RATE, {"statement": {RATE: {"evaluation_window_sec": None}}}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if not rules(resource, RATE):
            yield "has no rule that limits the rate of an address"
        for each, counted in rules(resource, RATE):
            if each.get("action") != {"block": {}}:
                yield "does not simply block an address above the limit"
            limit, window = counted.get("limit"), counted.get("evaluation_window_sec")
            if counted != {"limit": limit, "evaluation_window_sec": window, "aggregate_key_type": "IP"}:
                yield "does not count all requests of an IP address"
            if type(limit) is not int or window not in WINDOWS:
                yield f"has no fixed limit in one of the windows {WINDOWS}"
            elif not 1 < limit / (CLIENT_RATE * window) <= 2:
                yield f"blocks above {limit} in {window} s, not above {CLIENT_RATE} to {2 * CLIENT_RATE} a second"
