"""Edits of a stack: the violations that a policy's examples plant, in an example and in the real stack alike.

An edit is a JSON merge patch (RFC 7396: null removes) on the resource, applied after JSON inside strings has been
decoded, or, where a merge patch cannot reach, a named edit: a function that says in words what it does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from policies.core.examples.draft import Address, Draft
from policies.core.examples.words import changes_of, phrase
from policies.core.resources import Resource
from policies.core.stack import Stack

Values = Mapping[str, Any]
Plant = Callable[[Draft, Address], None]


@dataclass(frozen=True)
class NamedEdit:
    """A function of the draft and the address of the resource, and what it does: `removes the rule's targets`."""

    words: str
    plant: Plant = field(repr=False)

    def __call__(self, draft: Draft, at: Address) -> None:
        self.plant(draft, at)


Edit = Values | NamedEdit


def named_edit(words: str) -> Callable[[Plant], NamedEdit]:
    """Makes a function an edit that does what these words say."""
    return lambda plant: NamedEdit(words, plant)


def edited(stack: Stack, edit: Edit, at: Resource) -> Stack:
    """The stack with the edit planted at one of its resources."""
    draft = Draft(stack)
    apply(edit, draft, (at.type, at.name))
    return draft.rebuilt()


def apply(edit: Edit, draft: Draft, at: Address) -> None:
    """Plants the edit in a draft."""
    if isinstance(edit, NamedEdit):
        edit(draft, at)
    else:
        draft[at] = merged(draft[at], edit)


def describe(edit: Edit) -> str:
    """The words of a named edit, or a merge patch as indented JSON."""
    return edit.words if isinstance(edit, NamedEdit) else json.dumps(edit, indent=2, default=dict)


def clause(edit: Edit) -> str:
    """What an edit does, as a part of a sentence: a merge patch, too, in words."""
    return edit.words if isinstance(edit, NamedEdit) else phrase(changes_of(edit))


def together(*edits: Edit) -> NamedEdit:
    """Plants all of these edits."""

    @named_edit(", and ".join(map(clause, edits)))
    def plant(draft: Draft, at: Address) -> None:
        for edit in edits:
            apply(edit, draft, at)

    return plant


def merged(values: Mapping[str, Any], patch: Values) -> dict[str, Any]:
    """The values with a JSON merge patch applied."""
    result = dict(values)
    for key, change in patch.items():
        if change is None:
            result.pop(key, None)
        elif isinstance(change, Mapping):
            result[key] = merged(_block(result.get(key)), change)
        else:
            result[key] = change
    return result


def _block(value: object) -> Mapping[str, Any]:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, Mapping) else {}
