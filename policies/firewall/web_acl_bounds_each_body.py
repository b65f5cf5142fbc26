from collections.abc import Iterator

from policies.aws.body_sizes import AND, COMMON, COUNTED, INSPECTED, RULES, SIZE, bounding
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.blocks import every
from policies.core.equality import same
from policies.core.examples import remove, replace
from policies.firewall.shared.examples import (
    add_size_rule,
    conditions,
    managed_rule,
    patch_rules,
    patch_statements,
    remove_rules,
    replace_statements,
    size_rule,
)
from policies.firewall.shared.rules import MANAGED, rules, statement

ANOTHER = {"name": "NoUserAgent_HEADER", "action_to_use": {"count": {}}}
LIMIT = ("association_config", "request_body", 0, "api_gateway", "default_size_inspection_limit")
PLAIN = {"priority": 0, "type": "NONE"}
LARGER, ELSEWHERE = RULES["body-size"][AND]["statement"]


def handling(how: str) -> dict[str, object]:
    """The body, and what becomes of one that is longer than WAF looks at."""
    return {"body": {"oversize_handling": how}}


class WebAclBoundsEachBody(Policy):
    """A body of more than 8,192 bytes is blocked, and of more than 32,000 where many payments come in one call.

    AWS's own rule has the first bound on every path. It may only count where both of these block, and no other rule of
    the group may: what is counted passes. What is longer than WAF looks at is blocked, too, since nobody has seen it.
    The path is compared as it comes, so another spelling of it has the lower bound. Where these rules stand in the
    order is free: all that they do is block.
    """

    id = "FRAUD_FIREWALL_12"
    severity = Severity.HIGH
    controls = (controls.PCI_6_4_2.supports, controls.NIST_SI_10.supports)
    applies_to = ("aws_wafv2_web_acl",)
    claims = ("association_config",)
    remediation = "Take the rules and the limit of stacks/body_sizes.py."

    compliant = {
        "rule": [managed_rule(COMMON, override=COUNTED), *(size_rule(name, 8 + at) for at, name in enumerate(RULES))],
        "association_config": INSPECTED,
    }
    violating = {
        "has no bound": remove_rules(SIZE),
        "has no bound of one payment": remove_rules(AND),
        "has a higher bound": patch_statements(SIZE, size=64_000),
        "has a bound of one byte more": patch_statements(SIZE, size=32_001),
        "has a bound of one byte less": patch_statements(SIZE, size=31_999),
        "bounds what is small": patch_statements(SIZE, comparison_operator="LT"),
        "bounds one size alone": patch_statements(SIZE, comparison_operator="EQ"),
        "does not mind what it cannot see": patch_statements(SIZE, field_to_match=handling("CONTINUE")),
        "lets through what it cannot see": patch_statements(SIZE, field_to_match=handling("NO_MATCH")),
        "lets through one payment that it cannot see": replace_statements(AND, "MATCH", "NO_MATCH"),
        "bounds the path": patch_statements(SIZE, field_to_match={"body": None, "uri_path": {}}),
        "bounds the body as JSON": patch_statements(SIZE, field_to_match={"body": None, "json_body": {}}),
        "bounds what it has made shorter": patch_statements(
            SIZE, text_transformation=[{"priority": 0, "type": "COMPRESS_WHITE_SPACE"}]
        ),
        "decodes first": patch_statements(SIZE, text_transformation=[PLAIN, {"priority": 1, "type": "URL_DECODE"}]),
        "only counts": patch_rules(SIZE, {"action": {"block": None, "count": {}}}),
        "allows what is large": patch_rules(SIZE, {"action": {"block": None, "allow": {}}}),
        "answers as if nothing were": patch_rules(
            AND, {"action": {"block": {"custom_response": {"response_code": 200}}}}
        ),
        "only counts what is large for one payment": patch_rules(AND, {"action": {"block": None, "count": {}}}),
        "allows anything by a name that another has": add_size_rule("batch-size", "allow", -1),
        "allows the rest by a name that another has": add_size_rule("body-size", "allow", 99),
        "bounds by another name": patch_rules(SIZE, {"name": "size"}),
        "bounds by a rule more": add_size_rule("another", "block", 99),
        "bounds one payment on no path": replace_statements(AND, "/transactions", "/"),
        "bounds one payment on fewer paths": replace_statements(AND, "/transactions", "transactions"),
        "bounds one payment on another path": replace_statements(AND, "/transactions", "/transaction"),
        "bounds one payment where a path begins otherwise": replace_statements(AND, "ENDS_WITH", "STARTS_WITH"),
        "bounds one payment where it is not said": replace_statements(AND, "ENDS_WITH", "CONTAINS"),
        "bounds one payment where another part of the request says so": replace_statements(
            AND, "uri_path", "query_string"
        ),
        "bounds many payments as one": conditions("the size alone", LARGER),
        "bounds one payment where many come": conditions(
            "the size, and the path without its denial", LARGER, {"not_statement": {"statement": [ELSEWHERE]}}
        ),
        "bounds one payment of some": conditions(
            "the size, the path and a country", LARGER, ELSEWHERE, {"geo_match_statement": {"country_codes": ["US"]}}
        ),
        "bounds one payment by what is in it": replace_statements(AND, SIZE, "sqli_match_statement"),
        "takes paths in any spelling": replace_statements(AND, "NONE", "LOWERCASE"),
        "decodes paths": replace_statements(AND, "NONE", "URL_DECODE"),
        "lets AWS's own rule block": patch_statements(MANAGED, rule_action_override=None),
        "lets another rule of AWS's count": patch_statements(MANAGED, rule_action_override=[ANOTHER]),
        "lets one more rule of AWS's count": patch_statements(MANAGED, rule_action_override=[*COUNTED, ANOTHER]),
        "looks at less": replace(*LIMIT, value="KB_16"),
        "looks at what it does not bound": replace(*LIMIT, value="KB_64"),
        "looks at as much as AWS pleases": remove("association_config"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        sized = [(rule, bounding(rule)) for rule in every(resource.get("rule")) if {SIZE, AND} & {*statement(rule)}]
        bounds = [name for _, name in sized]
        yield from (f"does not block by the rule {name} as agreed" for name in RULES if bounds.count(name) != 1)
        for rule, name in sized:
            if not name:
                yield f"has the rule {rule.get('name')!r} on sizes, which was not agreed so"
        common = [content for _, content in rules(resource, MANAGED) if content.get("name") == COMMON]
        if len(common) != 1 or not same(common[0].get("rule_action_override"), COUNTED):
            yield "does not let AWS's own bound count alone, where ours block"
        if not same(resource.get("association_config"), INSPECTED):
            yield "does not look at 32 KB of a body"
