"""Reading a web ACL's rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.core import Resource
from policies.core.blocks import Block, every
from policies.core.strict_json import Json

RATE = "rate_based_statement"
MANAGED = "managed_rule_group_statement"


def rules(acl: Resource, kind: str) -> tuple[tuple[Block, Block], ...]:
    """(rule, statement) of each rule that has a statement of this kind."""
    found = ((rule, statement(rule).get(kind)) for rule in every(acl.get("rule")))
    return tuple((rule, content) for rule, content in found if isinstance(content, Mapping))


def statement(rule: Block) -> Block:
    """The rule's statement; empty if it is no block."""
    found = rule.get("statement")
    return found if isinstance(found, Mapping) else {}


def unmeasured(visibility: Json) -> Iterator[str]:
    """What is wrong with a visibility configuration."""
    keys = {"cloudwatch_metrics_enabled", "metric_name", "sampled_requests_enabled"}
    if not isinstance(visibility, Mapping) or set(visibility) != keys:
        yield "has no plain visibility configuration"
        return
    name = visibility["metric_name"]
    if visibility["cloudwatch_metrics_enabled"] is not True or not isinstance(name, str) or not name:
        yield "is not measured"
    if visibility["sampled_requests_enabled"] is not False:
        yield "keeps samples of requests, in which API keys are legible"
