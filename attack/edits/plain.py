"""Changes of anything: it is removed, null, of another type, or stands twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attack.changes import ADDED, DOUBLED, NULLED, REMOVED, REORDERED, RETYPED, Change
from attack.edits.around import Around
from attack.places import Gone, Into, Place

PLANTED = "planted"


def plain(place: Place, around: Around) -> Iterator[Change]:
    """Changes for which nothing needs to be known of the place."""
    steps, value = place
    if steps and not isinstance(steps[-1], Into):
        yield Change(REMOVED, steps, Gone.GONE, "is removed")
        if not around.is_in_a_definition(steps):
            yield Change(NULLED, steps, None, "is null")
        others = [*_of_other_types(value)]
        # A document has no types that Terraform would convert.
        for other in others[:1] if Into.DOCUMENT in steps else others:
            yield Change(RETYPED, steps, other, f"is {other!r}")
    if isinstance(value, dict):
        if value and steps:
            yield Change(REMOVED, steps, {}, "is empty")
        if PLANTED not in value:
            yield Change(ADDED, (*steps, PLANTED), PLANTED, "is a key that nobody knows")
    if isinstance(value, list):
        yield from _of_a_list(place)


def _of_other_types(value: Any) -> Iterator[Any]:
    if isinstance(value, bool):
        yield from (str(value).lower(), int(value), "perhaps")
    elif isinstance(value, int | float):
        yield from (str(value), "many", [value], True)
    elif isinstance(value, str):
        yield from (0, True, [value], {PLANTED: value})
    elif isinstance(value, list):
        yield from (PLANTED, {PLANTED: value})
    elif isinstance(value, dict):
        yield from (PLANTED, [], [value, value], 0)


def _of_a_list(place: Place) -> Iterator[Change]:
    steps, items = place
    if items:
        yield Change(REMOVED, steps, [], "is empty")
        yield Change(DOUBLED, steps, [*items, items[0]], "holds its first item twice")
    if len(items) > 1:
        yield Change(REORDERED, steps, items[::-1], "is in the opposite order")
        yield Change(REORDERED, steps, [items[1], items[0], *items[2:]], "has its first two items exchanged")
    if all(isinstance(item, str) for item in items):
        yield Change(ADDED, steps, [*items, PLANTED], f"holds {PLANTED!r} as well")
        yield Change(ADDED, steps, [*items, "*"], "holds '*' as well")
