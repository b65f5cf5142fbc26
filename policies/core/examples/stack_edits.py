"""Edits that a merge patch cannot say, as they depend on what else stands in the stack."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from policies.core.examples.edit import Address, Draft, Edit, Values, merged
from policies.core.expressions import reference


def point_elsewhere(*keys: str, named: str = "") -> Edit:
    """Points the reference below these keys at another resource of the same type, with this in its name."""

    def plant(draft: Draft, at: Address) -> None:
        parent: Any = draft[at]
        for key in keys[:-1]:
            parent = parent[key][0] if isinstance(parent[key], list) else parent[key]
        found = reference(parent[keys[-1]])
        if found is None:
            raise LookupError(f"{'.'.join(keys)} of {'.'.join(at)} is no reference that could point elsewhere")
        type_, name, attribute = found
        others = [each for each in draft if each[0] == type_ and each[1] != name]
        other = next(each for each in others if named in draft[each].get("name", ""))
        parent[keys[-1]] = f"${{{type_}.{other[1]}.{attribute}}}"

    return plant


def twin(**changes: Any) -> Edit:
    """Puts a copy of the resource beside it, with these attributes changed."""
    return lambda draft, at: draft.__setitem__((at[0], f"{at[1]}_twin"), merged(deepcopy(draft[at]), changes))


def where(type_: str, having: Values, patch: Values) -> Edit:
    """Patches the resources of a type that have these values."""

    def plant(draft: Draft, at: Address) -> None:
        for address in [each for each in draft if each[0] == type_ and having.items() <= draft[each].items()]:
            draft[address] = merged(draft[address], patch)

    return plant


def rename(type_: str, old: str, new: str) -> Edit:
    """Replaces a part of the names of a type's resources."""

    def plant(draft: Draft, at: Address) -> None:
        for address, values in draft.items():
            if address[0] == type_:
                values["name"] = values["name"].replace(old, new)

    return plant


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
