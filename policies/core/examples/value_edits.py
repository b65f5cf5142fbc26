"""Edits of what stands below keys of the resource; a number counts into a list, -1 is the last item."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from policies.core.examples.draft import Address, Draft
from policies.core.examples.edit import NamedEdit, Values, clause, merged, named_edit
from policies.core.examples.nested import below, parent
from policies.core.examples.words import json_of, path_of


def append(*keys: str | int, item: Any) -> NamedEdit:
    """Adds an item to the end of the list below these keys."""

    @named_edit(f"adds {json_of(item)} to {path_of(keys)}")
    def plant(draft: Draft, at: Address) -> None:
        below(draft[at], keys).append(item)

    return plant


def insert(*keys: str | int, item: Any) -> NamedEdit:
    """Puts an item first into the list below these keys."""

    @named_edit(f"puts {json_of(item)} first into {path_of(keys)}")
    def plant(draft: Draft, at: Address) -> None:
        below(draft[at], keys).insert(0, item)

    return plant


def replace(*keys: str | int, value: Any) -> NamedEdit:
    """Sets what stands below these keys."""

    @named_edit(f"sets {path_of(keys)} to {json_of(value)}")
    def plant(draft: Draft, at: Address) -> None:
        parent(draft[at], keys)[keys[-1]] = value

    return plant


def remove(*keys: str | int) -> NamedEdit:
    """Removes what stands below these keys."""

    @named_edit(f"removes {path_of(keys)}")
    def plant(draft: Draft, at: Address) -> None:
        del parent(draft[at], keys)[keys[-1]]

    return plant


def extend_text(*keys: str | int, by: str) -> NamedEdit:
    """Adds a text to the end of the string below these keys."""

    @named_edit(f"adds {json_of(by)} to the end of the text {path_of(keys)}")
    def plant(draft: Draft, at: Address) -> None:
        parent(draft[at], keys)[keys[-1]] += by

    return plant


@dataclass(frozen=True)
class Items:
    """The items of the list below these keys that are chosen, and what they are: `each statement that denies`."""

    keys: tuple[str | int, ...]
    words: str
    chosen: Callable[[Mapping[str, Any]], bool]


def patch_items(items: Items, patch: Values) -> NamedEdit:
    """Merges a patch into the chosen items of a list."""

    @named_edit(f"in {items.words}: {clause(patch)}")
    def plant(draft: Draft, at: Address) -> None:
        found = below(draft[at], items.keys)
        found[:] = [merged(item, patch) if items.chosen(item) else item for item in found]

    return plant


def remove_items(items: Items) -> NamedEdit:
    """Removes the chosen items of a list."""

    @named_edit(f"removes {items.words}")
    def plant(draft: Draft, at: Address) -> None:
        found = below(draft[at], items.keys)
        found[:] = [item for item in found if not items.chosen(item)]

    return plant
