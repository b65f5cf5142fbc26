"""The log groups that API Gateway finds by their names, and to which nothing refers."""

from __future__ import annotations

from collections.abc import Mapping

from policies.core import Stack
from policies.core.strict_json import Json

STAGE = "aws_api_gateway_stage"
# That of a stage's executions, and the one into which API Gateway writes when it gets its role.
NAMED: Mapping[str, str] = {
    STAGE: "API-Gateway-Execution-Logs_{rest_api_id}/{stage_name}",
    "aws_api_gateway_account": "/aws/apigateway/welcome",
}


def by_group(stack: Stack) -> Mapping[Json, frozenset[str]]:
    """By the name of a log group, the addresses of those that write into it."""
    found: dict[Json, frozenset[str]] = {}
    for user in stack.of(*NAMED):
        name = NAMED[user.type].format_map(user.values)
        found[name] = found.get(name, frozenset()) | {user.address}
    return found
