"""One change of a block: where, of what kind, and to what."""

from __future__ import annotations

from typing import Any, NamedTuple

from attack.places import Steps


class Change(NamedTuple):
    """What stands at a place instead, or Gone; `words` say it."""

    kind: str
    steps: Steps
    new: Any
    words: str


REMOVED, NULLED, RETYPED = "removed", "nulled", "another type"
MOVED, TEXT, CASE = "moved number", "another text", "another case"
WIDENED, RETARGETED, EXPRESSION = "widened", "retargeted", "expression"
ADDED, DOUBLED, REORDERED, GRAMMAR = "added", "an item twice", "another order", "grammar"
EXCHANGED = "exchanged"
RESOURCE, NEW_TYPE, TWO = "resource", "added type", "two edits"
