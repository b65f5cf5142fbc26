"""Edits of which resources stand in the stack, and of others than the one at which they are planted."""

from __future__ import annotations

from copy import deepcopy

from policies.core.examples.draft import Address, Draft
from policies.core.examples.edit import Edit, NamedEdit, Values, apply, clause, merged, named_edit
from policies.core.examples.words import json_of, whose

PLANTED = "planted"


def add_resource(type_: str, values: Values, name: str = PLANTED) -> NamedEdit:
    """Puts one more resource beside the others."""

    @named_edit(f"adds {type_}.{name} with {json_of(values)}" if values else f"adds {type_}.{name} with nothing in it")
    def plant(draft: Draft, at: Address) -> None:
        draft[(type_, name)] = dict(values)

    return plant


def add_first_resource(type_: str, values: Values) -> NamedEdit:
    """The same of a type that the stack has nothing of; where it has some, it raises LookupError."""

    @named_edit(f"adds the first {type_}, with {json_of(values)}")
    def plant(draft: Draft, at: Address) -> None:
        if draft.of(type_):
            raise LookupError(f"the stack has a {type_}")
        draft[(type_, PLANTED)] = dict(values)

    return plant


def copy_resource(changes: Values | None = None) -> NamedEdit:
    """Puts a copy of the resource, changed by a merge patch, beside it."""

    @named_edit(f"copies the resource and, in the copy, {clause(changes)}" if changes else "copies the resource")
    def plant(draft: Draft, at: Address) -> None:
        draft[(at[0], PLANTED)] = merged(deepcopy(draft[at]), changes or {})

    return plant


def remove_resources(type_: str, **having: object) -> NamedEdit:
    """Removes every resource of a type that has these values."""

    @named_edit(f"removes every {type_}{whose(having)}")
    def plant(draft: Draft, at: Address) -> None:
        for address in draft.of(type_, **having):
            del draft[address]

    return plant


def at_every(type_: str, edit: Edit, **having: object) -> NamedEdit:
    """Plants the edit at every resource of a type that has these values, instead of at the one that is judged.

    Where there is none, it raises LookupError.
    """

    @named_edit(f"at every {type_}{whose(having)}: {clause(edit)}")
    def plant(draft: Draft, at: Address) -> None:
        found = draft.of(type_, **having)
        if not found:
            raise LookupError(f"the stack has no {type_}{whose(having)}")
        for address in found:
            apply(edit, draft, address)

    return plant


def rename_resources(type_: str, old: str, new: str) -> NamedEdit:
    """Replaces a part of the names of a type's resources."""

    @named_edit(f"replaces {json_of(old)} by {json_of(new)} in the name of every {type_}")
    def plant(draft: Draft, at: Address) -> None:
        for address in draft.of(type_):
            draft[address]["name"] = draft[address]["name"].replace(old, new)

    return plant
