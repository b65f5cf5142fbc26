"""What becomes possible at each resource that nobody may answer for: to whom it is open, and what is switched off.

This reads the stack and asks no policy. So it holds whichever policy reports the violation, and whoever waives it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.aws.exposed_documents import exposed_by_documents
from policies.aws.foreign import foreign
from policies.aws.safeguards import PLAIN, SAFEGUARDS
from policies.aws.usage_plans import PLAN, throttle
from policies.core import Resource, Stack
from policies.core.credentials import credentials
from policies.core.deployed_folder import TYPES as FOLDER_TYPES
from policies.core.strict_json import Json
from policies.core.terraform_file import is_resource
from policies.core.text import text_of, working_text

ACL, STAGE, FUNCTION = "aws_wafv2_web_acl", "aws_api_gateway_stage", "aws_lambda_function"
ASSOCIATION, LOGGING = "aws_wafv2_web_acl_association", "aws_wafv2_web_acl_logging_configuration"
RATE, MANAGED = "rate_based_statement", "managed_rule_group_statement"
BLOCKING = {RATE: ("action", "block"), MANAGED: ("override_action", "none")}
# Seconds: the longest window in which AWS WAF counts.
WINDOW = 600


def exposures(stack: Stack) -> Mapping[str, tuple[str, ...]]:
    """By place, a sentence for each thing that becomes possible there; places without any are left out."""
    return stack.once(_exposures)


def _exposures(stack: Stack) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for resource in stack.resources:
        # A bundle is source code, of whose policies none can be waived.
        if resource.type not in FOLDER_TYPES and (sentences := _sentences(resource, stack)):
            found[resource.place] = tuple(dict.fromkeys((*found.get(resource.place, ()), *sentences)))
    return found


def _sentences(resource: Resource, stack: Stack) -> tuple[str, ...]:
    try:
        return tuple(_exposed(resource, stack))
    except Exception as error:  # whatever it holds, nobody has said that it is safe
        return (f"is not as it can be read: {type(error).__name__}: {error}",)


def _exposed(resource: Resource, stack: Stack) -> Iterator[str]:
    yield from (f"holds {kind}" for kind in credentials(text_of(resource)))
    yield from (f"names {arn}" for arn in foreign(working_text(resource)))
    if not is_resource(resource.type):
        return
    if resource.type not in SAFEGUARDS and resource.type not in PLAIN:
        yield f"is an {resource.type}, of which nobody has judged to whom it is open"
    for path, requirement in SAFEGUARDS.get(resource.type, {}).items():
        yield from requirement.violations(path, resource.get(*path.split(".")), stack)
    yield from exposed_by_documents(resource, stack)
    if resource.type in READERS:
        yield from READERS[resource.type](resource, stack)


def _web_acl(acl: Resource, stack: Stack) -> Iterator[str]:
    blocking: set[str] = set()
    for rule in acl.blocks("rule"):
        kinds = [kind for kind in BLOCKING if isinstance(_at(rule, "statement", kind), Mapping)]
        for kind in kinds:
            attribute, action = BLOCKING[kind]
            plain = rule.get(attribute) == {action: {}} and len({"action", "override_action"} & rule.keys()) == 1
            if plain and _stops_a_flood(_at(rule, "statement", kind), kind, stack):
                blocking.add(kind)
            else:
                yield f"has the rule {rule.get('name')!r}, which counts or passes over what it should block"
        if not kinds:
            yield f"has the rule {rule.get('name')!r}, by which requests may pass all others"
    yield from (f"has no {kind.removesuffix('_statement')} rule that blocks" for kind in BLOCKING.keys() - blocking)
    if len(stack.pointing_at(acl, LOGGING, "resource_arn")) != 1:
        yield "writes no log into this stack"


def _stops_a_flood(statement: Json, kind: str, stack: Stack) -> bool:
    """Whether a rule looks at all requests, and a limit is at most twice what a client's plan permits."""
    limit = _at(statement, "limit")
    flood = 2 * WINDOW * max((plan.rate for plan in map(throttle, stack.of(PLAN)) if plan), default=0)
    low = kind != RATE or (type(limit) is int and limit <= flood)
    return low and not {"scope_down_statement", "rule_action_override", "excluded_rule"} & set(_keys(statement))


def _stage(stage: Resource, stack: Stack) -> Iterator[str]:
    associations = stack.pointing_at(stage, ASSOCIATION, "resource_arn")
    behind = [stack.resolve(each.get("web_acl_arn"), "arn") for each in associations]
    if len(behind) != 1 or behind[0] is None or behind[0].type != ACL:
        yield "stands behind no web ACL, or behind two"


def _function(function: Resource, stack: Stack) -> Iterator[str]:
    variables = function.get("environment", "variables")
    for name, value in variables.items() if isinstance(variables, Mapping) else ():
        text = value if isinstance(value, str) else ""
        known = text.isdecimal() or stack.resolve(value) or name in ("LOG_LEVEL", "TRANSACTION_SCHEMA")
        if not known:
            yield f"holds the text of {name} in its environment, where everyone who sees the function reads it"


def _role_policy(role_policy: Resource, stack: Stack) -> Iterator[str]:
    role = stack.resolve(role_policy.get("role"))
    if role is None or role.type != "aws_iam_role":
        yield "gives rights to a role outside this stack"


def _at(value: Json, *keys: str) -> Json:
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _keys(value: Json) -> Iterator[str]:
    yield from value if isinstance(value, Mapping) else ()


READERS = {ACL: _web_acl, STAGE: _stage, FUNCTION: _function, "aws_iam_role_policy": _role_policy}
