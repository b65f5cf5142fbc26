"""Rules of a web ACL, for the examples of policies."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from policies.aws.body_sizes import AND, RULES, SIZE
from policies.core.examples import (
    Address,
    Draft,
    Items,
    NamedEdit,
    Values,
    named_edit,
    patch_items,
    remove_items,
)
from policies.firewall.shared.rules import MANAGED, RATE

Rule = dict[str, Any]


def visibility(name: str) -> Rule:
    """The metric of this name, without samples."""
    return {"cloudwatch_metrics_enabled": True, "metric_name": name, "sampled_requests_enabled": False}


def rate_rule(limit: int = 90_000, window: int = 60) -> Rule:
    """Blocks an address above a limit in a window, in seconds."""
    content = {"limit": limit, "evaluation_window_sec": window, "aggregate_key_type": "IP"}
    return _rule("rate-limit", 0, {RATE: content}, {"action": {"block": {}}})


def managed_rule(group: str, priority: int = 1, *, override: Sequence[Any] = ()) -> Rule:
    """One of AWS's groups, as it is, or with another action for some of its rules."""
    overridden = {"rule_action_override": [*override]} if override else {}
    content = {"name": group, "vendor_name": "AWS", **overridden}
    return _rule(group, priority, {MANAGED: content}, {"override_action": {"none": {}}})


def size_rule(name: str, priority: int) -> Rule:
    """One of the rules on the size of a body."""
    return _rule(name, priority, RULES[name], {"action": {"block": {}}})


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


def add_size_rule(name: str, action: str, priority: int) -> NamedEdit:
    """Adds a rule of this name that does this to a body of any size."""

    @named_edit(f"adds a rule {name} at the place {priority}, with the action {action} for a body of 0 bytes or more")
    def plant(draft: Draft, at: Address) -> None:
        any_size = {**RULES["batch-size"][SIZE], "comparison_operator": "GE", "size": 0}
        draft[at]["rule"].append(_rule(name, priority, {SIZE: any_size}, {"action": {action: {}}}))

    return plant


def patch_rules(kind: str, patch: Values) -> NamedEdit:
    """Merges a patch into each rule whose statement is of this kind."""
    return patch_items(_of(kind), patch)


def patch_statements(kind: str, **values: object) -> NamedEdit:
    """Sets these values in each statement of this kind."""
    return patch_rules(kind, {"statement": {kind: values}})


def remove_rules(kind: str) -> NamedEdit:
    """Removes each rule whose statement is of this kind."""
    return remove_items(_of(kind))


def set_priority(priority: int) -> NamedEdit:
    """Gives all rules the same place in the order."""
    return patch_items(Items(("rule",), "each rule", lambda rule: True), {"priority": priority})


def replace_statements(kind: str, old: str, new: str) -> NamedEdit:
    """Writes one text in the place of another, in each rule whose statement is of this kind."""

    @named_edit(f"writes {new} for {old} in each rule with a {kind}")
    def plant(draft: Draft, at: Address) -> None:
        for rule in draft[at].get("rule", []):
            if kind in rule.get("statement", {}):
                rule["statement"] = json.loads(json.dumps(rule["statement"]).replace(f'"{old}"', f'"{new}"'))

    return plant


def conditions(words: str, *statements: object) -> NamedEdit:
    """Asks for these statements, which the words name, in each rule that asks for several."""

    @named_edit(f"asks for {words} in each rule with an {AND}")
    def plant(draft: Draft, at: Address) -> None:
        for rule in draft[at].get("rule", []):
            if AND in rule.get("statement", {}):
                rule["statement"] = {AND: {"statement": [*statements]}}

    return plant


def _of(kind: str) -> Items:
    return Items(("rule",), f"each rule with a {kind}", lambda rule: kind in rule.get("statement", {}))
