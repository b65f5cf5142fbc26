"""What a firewall that is gone, only counts or is not logged makes possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.aws.body_sizes import COMMON, COUNTED, RULES, bounding
from policies.aws.iam import texts
from policies.aws.log_filter import LOG_FILTER
from policies.aws.usage_plans import PLAN, throttle
from policies.core import Resource, Stack
from policies.core.equality import same
from policies.core.strict_json import Json

ACL, STAGE = "aws_wafv2_web_acl", "aws_api_gateway_stage"
ASSOCIATION, LOGGING = "aws_wafv2_web_acl_association", "aws_wafv2_web_acl_logging_configuration"
RATE, MANAGED = "rate_based_statement", "managed_rule_group_statement"
BLOCKING = {RATE: ("action", "block"), MANAGED: ("override_action", "none")}
# Seconds: the longest window in which AWS WAF counts.
WINDOW = 600


def web_acl(acl: Resource, stack: Stack) -> Iterator[str]:
    """What gets past the rules of a web ACL, and whether it is logged."""
    blocking: set[str] = set()
    # Where both of these block, the one rule of AWS's on sizes may count: FRAUD_FIREWALL_12.
    bounded = {bounding(rule) for rule in acl.blocks("rule")} >= RULES.keys()
    for rule in acl.blocks("rule"):
        kinds = [kind for kind in BLOCKING if isinstance(_at(rule, "statement", kind), Mapping)]
        for kind in kinds:
            attribute, action = BLOCKING[kind]
            plain = rule.get(attribute) == {action: {}} and len({"action", "override_action"} & rule.keys()) == 1
            if plain and _stops(_at(rule, "statement", kind), kind, bounded, stack):
                blocking.add(kind)
            else:
                yield f"has the rule {rule.get('name')!r}, which counts or passes over what it should block"
        if not kinds and not bounding(rule):
            yield f"has the rule {rule.get('name')!r}, by which requests may pass all others"
    yield from (f"has no {kind.removesuffix('_statement')} rule that blocks" for kind in BLOCKING.keys() - blocking)
    if len(stack.pointing_at(acl, LOGGING, "resource_arn")) != 1:
        yield "writes no log into this stack"


def _stops(statement: Json, kind: str, bounded: bool, stack: Stack) -> bool:
    """Whether a rule looks at all requests, and a limit is at most twice what a client's plan permits."""
    limit = _at(statement, "limit")
    flood = 2 * WINDOW * max((plan.rate for plan in map(throttle, stack.of(PLAN)) if plan), default=0)
    low = kind != RATE or (type(limit) is int and limit <= flood)
    counted = _at(statement, "rule_action_override")
    whole = counted is None or (bounded and _at(statement, "name") == COMMON and same(counted, COUNTED))
    return low and whole and not {"scope_down_statement", "excluded_rule"} & set(_keys(statement))


def web_acl_log(logging: Resource, stack: Stack) -> Iterator[str]:
    """Whether a web ACL's log goes to one log group of this stack, and leaves out at most what was allowed."""
    groups = [stack.resolve(arn, "arn") for arn in texts(logging.get("log_destination_configs"))]
    if len(groups) != 1 or groups[0] is None or groups[0].type != "aws_cloudwatch_log_group":
        yield "writes no log into this stack"
    if logging.get("logging_filter") is not None and not same(logging.get("logging_filter"), LOG_FILTER):
        yield "may leave out of its log what was blocked"


def stage_behind(stage: Resource, stack: Stack) -> Iterator[str]:
    """Whether a stage stands behind one web ACL of this stack."""
    associations = stack.pointing_at(stage, ASSOCIATION, "resource_arn")
    behind = [stack.resolve(each.get("web_acl_arn"), "arn") for each in associations]
    if len(behind) != 1 or behind[0] is None or behind[0].type != ACL:
        yield "stands behind no web ACL, or behind two"


def _at(value: Json, *keys: str) -> Json:
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _keys(value: Json) -> Iterator[str]:
    yield from value if isinstance(value, Mapping) else ()
