"""Reading a web ACL's rules."""

from __future__ import annotations

from collections.abc import Mapping

from policies.core import Resource
from policies.core.blocks import Block, every

RATE = "rate_based_statement"
MANAGED = "managed_rule_group_statement"


def rules(acl: Resource, kind: str) -> tuple[tuple[Block, Block], ...]:
    """(rule, statement) of each rule that has a statement of this kind."""
    pairs = ((rule, statement(rule).get(kind)) for rule in every(acl.get("rule")))
    return tuple((rule, content) for rule, content in pairs if isinstance(content, Mapping))


def statement(rule: Block) -> Block:
    """The rule's statement; empty if it is no block."""
    content = rule.get("statement")
    return content if isinstance(content, Mapping) else {}
