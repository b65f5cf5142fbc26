"""Edits that plant what an API or its firewall must not be, beyond the generic ones."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from policies.vocabulary.edit import Address, Draft, Edit, Values, merged
from policies.vocabulary.expression import reference


def copied(changes: Values | None = None, name: str = "planted") -> Edit:
    """Puts a copy of the resource, changed by a merge patch, beside it."""

    def plant(draft: Draft, at: Address) -> None:
        draft[(at[0], name)] = merged(deepcopy(draft[at]), changes or {})

    return plant


def pointed(*keys: str | int, attribute: str) -> Edit:
    """Lets the reference below these keys point at another attribute of the same resource."""

    def plant(draft: Draft, at: Address) -> None:
        block: Any = draft[at]
        for key in keys[:-1]:
            block = block[key]
        found = reference(block[keys[-1]])
        if found is not None:
            block[keys[-1]] = f"${{{found[0]}.{found[1]}.{attribute}}}"

    return plant


def extended(*keys: str | int, by: str) -> Edit:
    """Adds a text to the end of the string below these keys."""

    def plant(draft: Draft, at: Address) -> None:
        block: Any = draft[at]
        for key in keys[:-1]:
            block = block[key]
        block[keys[-1]] += by

    return plant


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
