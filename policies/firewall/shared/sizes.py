"""How large a body may be, as it was agreed: two rules, what AWS's own one does instead, and what is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.aws.exposed_firewall import SIZE_COUNTED
from policies.core.strict_json import Json

SIZE, AND = "size_constraint_statement", "and_statement"
# WAF looks at so much of a body; what is longer counts as too large.
INSPECTED: Mapping[str, Json] = {"request_body": ({"api_gateway": {"default_size_inspection_limit": "KB_32"}},)}
# AWS's own rule blocks above 8,192 bytes on every path.
COMMON, OVERRIDE = "AWSManagedRulesCommonRuleSet", SIZE_COUNTED
_PLAIN: tuple[Json, ...] = ({"priority": 0, "type": "NONE"},)


def _larger(size: int) -> dict[str, Any]:
    body = {"body": {"oversize_handling": "MATCH"}}
    return {SIZE: {"comparison_operator": "GT", "size": size, "field_to_match": body, "text_transformation": _PLAIN}}


_PATH: Mapping[str, Json] = {
    "field_to_match": {"uri_path": {}},
    "positional_constraint": "ENDS_WITH",
    "search_string": "/transactions",
    "text_transformation": _PLAIN,
}
_ELSEWHERE: Mapping[str, Json] = {"not_statement": {"statement": ({"byte_match_statement": _PATH},)}}
# By the name of the rule.
RULES: Mapping[str, Mapping[str, Any]] = {
    "batch-size": _larger(32_000),
    "body-size": {AND: {"statement": (_larger(8_192), _ELSEWHERE)}},
}
