"""What no picture shows: secrets, card numbers and contacts, where a file holds them though it should not."""

from __future__ import annotations

from collections.abc import Sequence

from gate.diagram.facts import UNBROKEN
from gate.withheld import WITHHELD, looks_secret


def kept(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts, and a word for each that must not be shown; each is judged as a whole, before lines part it."""
    return tuple(WITHHELD if looks_secret(text.replace(UNBROKEN, " ")) else text for text in texts)
