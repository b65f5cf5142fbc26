"""Edits of the references of a resource: to what they point, and at which of its attributes."""

from __future__ import annotations

from typing import Any

from policies.core.examples.draft import Address, Draft
from policies.core.examples.edit import NamedEdit, merged, named_edit
from policies.core.examples.nested import nested, parent
from policies.core.examples.words import json_of, path_of
from policies.core.expressions import reference


def refer_to_attribute(*keys: str | int, attribute: str) -> NamedEdit:
    """Points the reference below these keys at another attribute of the same resource."""

    @named_edit(f"lets {path_of(keys)} refer to another attribute of the same resource: {attribute}")
    def plant(draft: Draft, at: Address) -> None:
        block = parent(draft[at], keys)
        type_, name, _ = _reference(block[keys[-1]], path_of(keys), at)
        block[keys[-1]] = _to((type_, name), attribute)

    return plant


def refer_to_another(*keys: str | int, named: str) -> NamedEdit:
    """Points the reference below these keys at another resource of the same type, with this in its name."""

    @named_edit(f"lets {path_of(keys)} refer to another resource of the same type, with {json_of(named)} in its name")
    def plant(draft: Draft, at: Address) -> None:
        block = parent(draft[at], keys)
        type_, name, attribute = _reference(block[keys[-1]], path_of(keys), at)
        block[keys[-1]] = _to(draft.first(type_, named=named, but=(type_, name)), attribute)

    return plant


def refer_to_itself(*keys: str) -> NamedEdit:
    """Puts the resource's own ARN below these keys."""

    @named_edit(f"sets {path_of(keys)} to the resource's own ARN")
    def plant(draft: Draft, at: Address) -> None:
        draft[at] = merged(draft[at], nested(keys, _to(at, "arn")))

    return plant


def _reference(value: Any, where: str, at: Address) -> tuple[str, str, str]:
    found = reference(value)
    if found is None:
        raise LookupError(f"{where} of {'.'.join(at)} is no reference that could point elsewhere")
    return found


def _to(address: Address, attribute: str) -> str:
    return f"${{{address[0]}.{address[1]}.{attribute}}}"
