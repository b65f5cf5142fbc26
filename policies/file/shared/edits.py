"""Edits of a named place in the file, whichever block the policy judges."""

from __future__ import annotations

from policies.core.examples.edit import Address, Draft, Edit, merged


def at(type_: str, name: str, edit: Edit) -> Edit:
    """Plants the edit at one block, named by type and name."""

    def plant(draft: Draft, at: Address) -> None:
        place = (type_, name)
        if callable(edit):
            edit(draft, place)
        else:
            draft[place] = merged(draft[place], edit)

    return plant


def remove(type_: str, name: str) -> Edit:
    """Takes one block out of the file."""
    return lambda draft, at: draft.__delitem__((type_, name))


def wait_for(address: str) -> Edit:
    """Lets a block wait for one thing more."""
    return lambda draft, at: draft[at].setdefault("depends_on", []).append(address)


def circle(*types: str, by_waiting: bool) -> Edit:
    """Lets the first resource of each type wait for, or refer to, that of the next type, and the last for the first."""

    def plant(draft: Draft, at: Address) -> None:
        places = [next(each for each in draft if each[0] == type_) for type_ in types]
        for place, (type_, name) in zip(places, (*places[1:], places[0]), strict=True):
            if by_waiting:
                draft[place].setdefault("depends_on", []).append(f"{type_}.{name}")
            else:
                draft[place].setdefault("tags", {})["circle"] = f"${{{type_}.{name}.arn}}"

    return plant
