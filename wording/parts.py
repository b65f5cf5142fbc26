"""How many parts a short message takes: networks count septets of the phones' alphabet, or units of UCS-2."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lambdas.notification_sender.short_message import ALPHABET, septets


@dataclass(frozen=True)
class Parts:
    """How many there are, how large the text is, in which units, and how many of them each part holds."""

    count: int
    size: int
    units: str
    each: int


def parts(text: str) -> Parts:
    """A text with one character beyond the alphabet is sent in UCS-2 as a whole; a part of several has a header."""
    if set(text) <= ALPHABET:
        return _parts([septets(character) for character in text], "septets", 160, 153)
    return _parts([2 if ord(character) > 0xFFFF else 1 for character in text], "units", 70, 67)


def _parts(sizes: list[int], units: str, alone: int, each: int) -> Parts:
    size = sum(sizes)
    return Parts(1, size, units, alone) if size <= alone else Parts(_filled(sizes, each), size, units, each)


def _filled(sizes: Iterable[int], each: int) -> int:
    """What takes two units is not halved: where one is left, it begins the next part."""
    count, room = 1, each
    for size in sizes:
        if size > room:
            count, room = count + 1, each
        room -= size
    return count
