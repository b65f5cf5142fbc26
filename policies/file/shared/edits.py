"""Edits of a named block of the file, whichever block the policy judges."""

from __future__ import annotations

from itertools import pairwise

from policies.core.examples import (
    PLANTED,
    Address,
    Draft,
    Edit,
    NamedEdit,
    Values,
    apply,
    clause,
    json_of,
    merged,
    named_edit,
)


def at_block(type_: str, name: str, edit: Edit) -> NamedEdit:
    """Plants the edit at one block, named by type and name."""

    @named_edit(f"at {type_}.{name}: {clause(edit)}")
    def plant(draft: Draft, at: Address) -> None:
        apply(edit, draft, (type_, name))

    return plant


def remove_block(type_: str, name: str) -> NamedEdit:
    """Removes one block from the file."""

    @named_edit(f"removes {type_}.{name}")
    def plant(draft: Draft, at: Address) -> None:
        del draft[(type_, name)]

    return plant


def depend_on(address: str) -> NamedEdit:
    """Lets a block depend on one thing more."""

    @named_edit(f"adds {address} to depends_on")
    def plant(draft: Draft, at: Address) -> None:
        draft[at].setdefault("depends_on", []).append(address)

    return plant


def refer_to_new(type_: str, values: Values) -> NamedEdit:
    """Adds a resource with these values, and lets the one that is judged refer to its ARN."""

    @named_edit(f"adds {type_}.{PLANTED} with {json_of(values)}, and refers to its ARN")
    def plant(draft: Draft, at: Address) -> None:
        draft[(type_, PLANTED)] = dict(values)
        draft[at] = merged(draft[at], {"tags": {"planted": f"${{{type_}.{PLANTED}.arn}}"}})

    return plant


def circle(*types: str, by_waiting: bool) -> NamedEdit:
    """Lets the first resource of each type depend on, or refer to, that of the next, and the last on the first."""
    verb = "depend on" if by_waiting else "refer to"
    following = (*types[1:], types[0])
    others = (f"the first {other}" if len(types) > 1 else "itself" for other in following)
    pairs = (f"the first {type_} {verb} {other}" for type_, other in zip(types, others, strict=True))

    @named_edit(f"lets {' and '.join(pairs)}")
    def plant(draft: Draft, at: Address) -> None:
        for address, (type_, name) in zip(map(draft.first, types), map(draft.first, following), strict=True):
            if by_waiting:
                draft[address].setdefault("depends_on", []).append(f"{type_}.{name}")
            else:
                draft[address].setdefault("tags", {})["circle"] = f"${{{type_}.{name}.arn}}"

    return plant


def be_needed_by(first: str, *further: str, by_waiting: bool) -> NamedEdit:
    """Adds a resource that needs the one that is judged, and one that needs that; the last of them is created first."""
    verb = "depend on" if by_waiting else "refer to"
    words = (f"lets an added {first} {verb} it", *(f"an added {type_} depend on that" for type_ in further))

    @named_edit(f"{', and '.join(words)}, and creates the last one before it is destroyed")
    def plant(draft: Draft, at: Address) -> None:
        needed = ".".join(at)
        draft[(first, PLANTED)] = {"depends_on": [needed]} if by_waiting else {"body": f"${{{needed}.id}}"}
        for before, type_ in pairwise((first, *further)):
            draft[(type_, PLANTED)] = {"depends_on": [f"{before}.{PLANTED}"]}
        draft[((first, *further)[-1], PLANTED)]["lifecycle"] = {"create_before_destroy": True}

    return plant
