"""How large a body may be: of one payment as AWS's own rules have it, and more where many come in one call."""

from typing import Any

from cdktf_cdktf_provider_aws.wafv2_web_acl import (
    Wafv2WebAclAssociationConfig,
    Wafv2WebAclAssociationConfigRequestBody,
    Wafv2WebAclAssociationConfigRequestBodyApiGateway,
)

# The end of the path that takes many payments in one call; a stage or a domain's base path may stand before it. With a
# slash, `;x` or anything else behind it, percent-encoded or in capitals it is another path, and has the lower bound.
BATCHES = "/transactions"
# The group's own bound is that of one payment, on every path: it counts only, and ours block.
COUNTED = {"rule_action_override": [{"name": "SizeRestrictions_BODY", "action_to_use": {"count": {}}}]}
PLAIN = [{"priority": 0, "type": "NONE"}]


def inspected(kilobytes: int) -> Wafv2WebAclAssociationConfig:
    """So much of a body is looked at: 16, 32, 48 or 64. What is longer is not seen as a whole, and blocked for that."""
    limit = Wafv2WebAclAssociationConfigRequestBodyApiGateway(default_size_inspection_limit=f"KB_{kilobytes}")
    return Wafv2WebAclAssociationConfig(request_body=[Wafv2WebAclAssociationConfigRequestBody(api_gateway=limit)])


def larger_than(limit: int, *, but_at: str = "") -> dict[str, Any]:
    """A body above so many bytes, or above what is inspected; on all paths but those with this end."""
    body = {"body": {"oversize_handling": "MATCH"}}
    size = {"comparison_operator": "GT", "size": limit, "field_to_match": body, "text_transformation": PLAIN}
    larger = {"size_constraint_statement": size}
    if not but_at:
        return larger
    path = {
        "field_to_match": {"uri_path": {}},
        "positional_constraint": "ENDS_WITH",
        "search_string": but_at,
        "text_transformation": PLAIN,
    }
    elsewhere = {"not_statement": {"statement": [{"byte_match_statement": path}]}}
    return {"and_statement": {"statement": [larger, elsewhere]}}
