"""How large a body may be, as it was agreed: two rules, what AWS's own one does instead, and what is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.core.blocks import Block
from policies.core.equality import same
from policies.core.strict_json import Json
from policies.requirements import INSPECTED_KB, LARGEST_BODY, LARGEST_CALL

SIZE, AND = "size_constraint_statement", "and_statement"
# WAF looks at so much of a body; what is longer counts as too large.
INSPECTED: Mapping[str, Json] = {
    "request_body": ({"api_gateway": {"default_size_inspection_limit": f"KB_{INSPECTED_KB}"}},)
}
# AWS's own rule blocks above 8,192 bytes on every path. It is the one rule of AWS's that may count.
COMMON = "AWSManagedRulesCommonRuleSet"
COUNTED: tuple[Json, ...] = ({"name": "SizeRestrictions_BODY", "action_to_use": {"count": {}}},)
BLOCK: Mapping[str, Json] = {"block": {}}
_PLAIN: tuple[Json, ...] = ({"priority": 0, "type": "NONE"},)


def _larger(size: int) -> dict[str, Any]:
    body = {"body": {"oversize_handling": "MATCH"}}
    return {SIZE: {"comparison_operator": "GT", "size": size, "field_to_match": body, "text_transformation": _PLAIN}}


# As WAF gets it, neither decoded nor in lower case: what is written otherwise, or goes on, is another path.
_PATH: Mapping[str, Json] = {
    "field_to_match": {"uri_path": {}},
    "positional_constraint": "ENDS_WITH",
    "search_string": "/transactions",
    "text_transformation": _PLAIN,
}
_ELSEWHERE: Mapping[str, Json] = {"not_statement": {"statement": ({"byte_match_statement": _PATH},)}}
# By the name of the rule.
RULES: Mapping[str, Mapping[str, Any]] = {
    "batch-size": _larger(LARGEST_CALL),
    "body-size": {AND: {"statement": (_larger(LARGEST_BODY), _ELSEWHERE)}},
}


def bounding(rule: Block) -> str:
    """The name of the agreed rule that this one is, and blocks by; empty if it is none."""
    name = rule.get("name")
    agreed = RULES.get(name) if isinstance(name, str) else None
    blocks = same(rule.get("action"), BLOCK) and "override_action" not in rule
    return str(name) if agreed is not None and blocks and same(rule.get("statement"), agreed) else ""
