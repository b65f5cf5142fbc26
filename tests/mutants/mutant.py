"""A mutant: a file with one small fault, and by what it is known again once lines have moved."""

from __future__ import annotations

from typing import NamedTuple


class Key(NamedTuple):
    """What tells a mutant from others, without the number of a line."""

    file: str
    scope: str
    operator: str
    was: str
    becomes: str


class Mutant(NamedTuple):
    """One mutant, and the whole text of its file."""

    file: str
    scope: str
    operator: str
    was: str
    becomes: str
    source: str

    @property
    def key(self) -> Key:
        return Key(*self[:5])

    @property
    def module(self) -> str:
        """The name by which the file is imported."""
        return self.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
