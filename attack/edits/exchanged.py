"""Two values in the place of each other: of one object, or of the same argument of two blocks of a type."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from attack.changes import EXCHANGED, Change
from attack.edits.around import Around
from attack.places import COMMENT, Place

# Words that AWS knows, of which each means something else.
WORDS = (
    ("DEBUG", "INFO", "WARNING", "ERROR"),
    ("ALL", "ERROR", "FATAL", "OFF"),
    ("Allow", "Deny"),
    ("ENABLED", "DISABLED"),
    ("PAY_PER_REQUEST", "PROVISIONED"),
    ("STANDARD", "EXPRESS"),
    ("Average", "Maximum", "Minimum", "SampleCount", "Sum"),
    ("breaching", "ignore", "missing", "notBreaching"),
    ("EDGE", "PRIVATE", "REGIONAL"),
    ("AWS_PROXY", "AWS", "HTTP", "HTTP_PROXY", "MOCK"),
    ("NONE", "AWS_IAM", "CUSTOM"),
)


def exchanged(place: Place, around: Around) -> Iterator[Change]:
    """Each two neighbours in an object, and each word that has others beside it."""
    steps, value = place
    if isinstance(value, str):
        for word in dict.fromkeys(word for words in WORDS if value in words for word in words if word != value):
            yield Change(EXCHANGED, steps, word, f"is {word}")
    if isinstance(value, dict) and not around.is_in_a_definition(steps):
        for one, other in pairwise(key for key, item in value.items() if _is_plain(key, item)):
            if type(value[one]) is type(value[other]) and value[one] != value[other]:
                new = {**value, one: value[other], other: value[one]}
                yield Change(EXCHANGED, steps, new, f"has its {one} and {other} exchanged")


def _is_plain(key: str, item: Any) -> bool:
    return key != COMMENT and isinstance(item, str | int | float)
