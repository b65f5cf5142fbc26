"""Edits of a named block of the file, whichever block the policy judges."""

from __future__ import annotations

from policies.core.examples import Address, Draft, Edit, NamedEdit, apply, clause, named_edit


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


def reach_from(type_: str, *, by_waiting: bool) -> NamedEdit:
    """Lets the first resource of a type depend on, or refer to, the resource that is judged."""

    @named_edit(f"lets the first {type_} {'depend on' if by_waiting else 'refer to'} it")
    def plant(draft: Draft, at: Address) -> None:
        values = draft[draft.first(type_)]
        if by_waiting:
            values.setdefault("depends_on", []).append(".".join(at))
        else:
            values["description"] = f"${{{'.'.join(at)}.id}}"

    return plant
