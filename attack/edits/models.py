"""Changes of JSON schemas and event patterns: what they let in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attack.changes import WIDENED, Change
from attack.edits.around import Around
from attack.places import Gone, Into, Place

LOOSER_PATTERNS = (".*", "^.*$", "")
# What an event pattern takes instead of a list of values.
TESTS: tuple[Any, ...] = ([{"exists": True}], [{"prefix": ""}], [{"anything-but": "planted"}], [{"exists": False}])


def model(place: Place, around: Around) -> Iterator[Change]:
    """Looser patterns and one more property of a schema; looser tests of a pattern of events."""
    steps, value = place
    if Into.DOCUMENT not in steps:
        return
    if isinstance(value, dict):
        yield from _schema(place)
    if "event_pattern" in steps and isinstance(value, list):
        yield from (Change(WIDENED, steps, test, f"is {test}") for test in TESTS)


def _schema(place: Place) -> Iterator[Change]:
    steps, value = place
    pattern = value.get("pattern")
    if isinstance(pattern, str):
        for looser in (*LOOSER_PATTERNS, pattern.strip("^$"), f"{pattern}|planted"):
            yield Change(WIDENED, (*steps, "pattern"), looser, f"is {looser!r}")
    if isinstance(value.get("properties"), dict):
        yield Change(WIDENED, (*steps, "properties", "planted"), {}, "is let in as well")
        for key, new in (("additionalProperties", True), ("additionalProperties", Gone.GONE), ("required", [])):
            if key in value:
                yield Change(WIDENED, (*steps, key), new, f"is {new}")
        for name, other in (("anyOf", [{}]), ("oneOf", [{}]), ("not", {})):
            yield Change(WIDENED, (*steps, name), other, f"is {other}")
