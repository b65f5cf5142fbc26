from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.blocks import every
from policies.core.equality import same
from policies.core.examples import remove
from policies.firewall.shared.examples import (
    managed_rule,
    patch_rules,
    patch_statements,
    remove_rules,
    replace_statements,
    size_rule,
)
from policies.firewall.shared.rules import MANAGED, rules, statement
from policies.firewall.shared.sizes import AND, COMMON, INSPECTED, OVERRIDE, RULES, SIZE

BODY = {"comparison_operator": "GT", "text_transformation": [{"priority": 0, "type": "NONE"}]}
LIMIT = ("association_config", "request_body", 0, "api_gateway", "default_size_inspection_limit")


class WebAclBoundsEachBody(Policy):
    """A body of more than 8,192 bytes is blocked, and of more than 32,000 where many payments come in one call.

    AWS's own rule has the first bound on every path. It may only count where both of these block, and no other rule of
    the group may: what is counted passes. What is longer than WAF looks at is blocked, too, since nobody has seen it.
    """

    id = "FRAUD_FIREWALL_12"
    severity = Severity.HIGH
    controls = (controls.PCI_6_4_2.supports, controls.NIST_SI_10.supports)
    applies_to = ("aws_wafv2_web_acl",)
    claims = ("association_config",)
    remediation = "Take the rules and the limit of stacks/body_sizes.py."

    compliant = {
        "rule": [managed_rule(COMMON, override=OVERRIDE), *(size_rule(name, 8 + at) for at, name in enumerate(RULES))],
        "association_config": INSPECTED,
    }
    violating = {
        "has no bound": remove_rules(SIZE),
        "has no bound of one payment": remove_rules(AND),
        "has a higher bound": patch_statements(SIZE, size=64_000),
        "bounds what is small": patch_statements(SIZE, comparison_operator="LT"),
        "does not mind what it cannot see": patch_statements(
            SIZE, field_to_match={"body": {"oversize_handling": "CONTINUE"}}
        ),
        "lets through what it cannot see": patch_statements(
            SIZE, field_to_match={"body": {"oversize_handling": "NO_MATCH"}}
        ),
        "bounds the path": patch_statements(SIZE, field_to_match={"body": None, "uri_path": {}}),
        "bounds what it has made shorter": patch_statements(
            SIZE, text_transformation=[{"priority": 0, "type": "COMPRESS_WHITE_SPACE"}]
        ),
        "only counts": patch_rules(SIZE, {"action": {"block": None, "count": {}}}),
        "allows what is large": patch_rules(SIZE, {"action": {"block": None, "allow": {}}}),
        "answers as if nothing were": patch_rules(
            AND, {"action": {"block": {"custom_response": {"response_code": 200}}}}
        ),
        "only counts what is large for one payment": patch_rules(AND, {"action": {"block": None, "count": {}}}),
        "bounds one payment on no path": replace_statements(AND, "/transactions", "/"),
        "bounds one payment where a path begins otherwise": replace_statements(AND, "ENDS_WITH", "STARTS_WITH"),
        "bounds one payment where it is not said": replace_statements(AND, "ENDS_WITH", "CONTAINS"),
        "takes paths in any spelling": replace_statements(AND, "NONE", "LOWERCASE"),
        "lets AWS's own rule block": patch_statements(MANAGED, rule_action_override=None),
        "looks at less": {"association_config": {"request_body": [{"api_gateway": {LIMIT[-1]: "KB_16"}}]}},
        "looks at what it does not bound": {
            "association_config": {"request_body": [{"api_gateway": {LIMIT[-1]: "KB_64"}}]}
        },
        "looks at as much as AWS pleases": remove("association_config"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        named = {
            str(rule.get("name")): rule for rule in every(resource.get("rule")) if {SIZE, AND} & {*statement(rule)}
        }
        for name, agreed in RULES.items():
            rule = named.get(name, {})
            if not same(statement(rule), agreed) or rule.get("action") != {"block": {}}:
                yield f"does not block by the rule {name} as agreed"
        yield from (f"bounds a size by {name!r}, which nobody expects" for name in sorted(named.keys() - RULES.keys()))
        overrides = [
            content.get("rule_action_override")
            for _, content in rules(resource, MANAGED)
            if content.get("name") == COMMON
        ]
        if overrides != [OVERRIDE]:
            yield "does not let AWS's own bound count alone, where ours block"
        if not same(resource.get("association_config"), INSPECTED):
            yield "does not look at 32 KB of a body"
