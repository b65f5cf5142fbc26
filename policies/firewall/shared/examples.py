"""Rules of a web ACL, for the examples of policies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.core.examples.edit import Address, Draft, Edit, Values, merged
from policies.firewall.shared.rules import MANAGED, RATE

Rule = dict[str, Any]


def visibility(name: str) -> Rule:
    """The metric of this name, without samples."""
    return {"cloudwatch_metrics_enabled": True, "metric_name": name, "sampled_requests_enabled": False}


def rate_rule(limit: int = 90_000, window: int = 60) -> Rule:
    """Blocks an address above a limit in a window, in seconds."""
    content = {"limit": limit, "evaluation_window_sec": window, "aggregate_key_type": "IP"}
    return _rule("rate-limit", 0, {RATE: content}, {"action": {"block": {}}})


def managed_rule(group: str, priority: int = 1) -> Rule:
    """One of AWS's groups, as it is."""
    return _rule(group, priority, {MANAGED: {"name": group, "vendor_name": "AWS"}}, {"override_action": {"none": {}}})


def bypass(priority: int) -> Rule:
    """Lets a country pass all later rules."""
    return _rule("partners", priority, {"geo_match_statement": {"country_codes": ["US"]}}, {"action": {"allow": {}}})


def _rule(name: str, priority: int, statement: Mapping[str, Any], action: Mapping[str, Any]) -> Rule:
    return {
        "name": name,
        "priority": priority,
        "statement": dict(statement),
        "visibility_config": visibility(name),
        **action,
    }


def rule(kind: str, change: Values) -> Edit:
    """Patches every firewall rule whose statement is of this kind."""

    def plant(draft: Draft, at: Address) -> None:
        rules = draft[at]["rule"]
        draft[at]["rule"] = [merged(each, change) if _is(each, kind) else each for each in rules]

    return plant


def without_rule(kind: str) -> Edit:
    """Removes every firewall rule whose statement is of this kind."""

    def plant(draft: Draft, at: Address) -> None:
        draft[at]["rule"] = [each for each in draft[at]["rule"] if not _is(each, kind)]

    return plant


def _is(rule: Mapping[str, Any], kind: str) -> bool:
    return kind in rule.get("statement", {})


def reprioritized(priority: int) -> Edit:
    """Gives all firewall rules the same place in the order."""

    def plant(draft: Draft, at: Address) -> None:
        for each in draft[at]["rule"]:
            each["priority"] = priority

    return plant
