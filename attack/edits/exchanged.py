"""Two values of one object, each in the place of the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from attack.changes import EXCHANGED, Change
from attack.edits.around import Around
from attack.places import Place
from gate.provider.normal import COMMENT


def exchanged(place: Place, around: Around) -> Iterator[Change]:
    """Each two neighbours of one type."""
    steps, value = place
    if isinstance(value, dict) and not around.is_in_a_definition(steps):
        for one, other in pairwise(key for key, item in value.items() if _is_plain(key, item)):
            if type(value[one]) is type(value[other]) and value[one] != value[other]:
                new = {**value, one: value[other], other: value[one]}
                yield Change(EXCHANGED, steps, new, f"has its {one} and {other} exchanged")


def _is_plain(key: str, item: Any) -> bool:
    return key != COMMENT and isinstance(item, str | int | float)
