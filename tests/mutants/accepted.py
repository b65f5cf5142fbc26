"""The survivors that somebody has read and accepted, each with its reason: accepted.toml, which is reviewed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.mutants.mutant import Key, Mutant

FILE = Path(__file__).with_name("accepted.toml")
# equivalent: no input tells it from the code. stricter: it refuses more, and passes nothing that the code refuses.
# words: only what a reader is told differs. elsewhere: a test that is not run here notices it, and is named.
CLASSES = frozenset({"equivalent", "stricter", "words", "elsewhere"})
ROW = frozenset({*Key._fields, "class", "because"})


class BrokenList(ValueError):
    """The list is not one; the message names the row and what is wrong with it."""


def accepted(file: Path = FILE) -> Mapping[Key, str]:
    """By mutant: the class and the reason."""
    rows = tomllib.loads(file.read_text(encoding="utf-8")).get("survivor", [])
    found: dict[Key, str] = {}
    for row in rows:
        if row.keys() != ROW or row["class"] not in CLASSES or not all(row[name] for name in ("file", "because")):
            raise BrokenList(f"{row.get('file')}: {row.get('was')!r}: a row has {', '.join(sorted(ROW))}, all filled")
        key = Key(*(row[name] for name in Key._fields))
        if key in found:
            raise BrokenList(f"{key.file}: {key.was!r} -> {key.becomes!r} stands there twice")
        found[key] = f"{row['class']}: {row['because']}"
    return found


def stale(reasons: Iterable[Key], mutants: Iterable[Mutant], survivors: Iterable[Mutant]) -> list[str]:
    """What is said of each accepted row, of the files that were mutated, that no survivor matches."""
    files, left = {mutant.file for mutant in mutants}, {mutant.key for mutant in survivors}
    return [
        f"{key.file}: accepted as a survivor, and is none: {key.was!r} -> {key.becomes!r}; remove the row"
        for key in reasons
        if key.file in files and key not in left
    ]
