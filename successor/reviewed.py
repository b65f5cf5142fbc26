"""What was reviewed: how the code is renamed, and what may differ then (reviewed.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gate.toml_file import toml

FILE = Path(__file__).with_name("reviewed.toml")


class CannotCompare(RuntimeError):
    """Nothing can be said of the two syntheses; the message is one line: file, place, reason and remedy."""


@dataclass(frozen=True)
class Import:
    """A package by its name in our code, and by the name that its successor has."""

    ours: str
    theirs: str


@dataclass(frozen=True, kw_only=True)
class Edit:
    """A text that stands once in a file, what takes its place, and why."""

    file: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Ignored:
    """Where the files of this name may hold another text, and why; with `ours` and `theirs`, these texts alone."""

    file: str
    path: tuple[str, ...]
    reason: str
    ours: str | None = None
    theirs: str | None = None


@dataclass(frozen=True)
class Reviewed:
    """The whole table."""

    imports: tuple[Import, ...]
    edits: tuple[Edit, ...]
    ignored: tuple[Ignored, ...]


def reviewed(file: Path = FILE) -> Reviewed:
    """The table; raises CannotCompare where it is not as it must be."""
    try:
        read = toml(file)
        table = Reviewed(
            imports=tuple(Import(**entry) for entry in read.pop("imports")),
            edits=tuple(Edit(**entry) for entry in read.pop("edits")),
            ignored=tuple(Ignored(**entry | {"path": tuple(entry["path"])}) for entry in read.pop("ignored")),
        )
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise CannotCompare(f"successor/{file.name}: cannot be read: {error}; fix it") from error
    explained: tuple[Edit | Ignored, ...] = (*table.edits, *table.ignored)
    silent = [entry for entry in explained if not entry.reason.strip()]
    if read or silent:
        wrong = f"{', '.join(read)} is no part of it" if read else f"an entry of {silent[0].file} has no reason"
        raise CannotCompare(f"successor/{file.name}: {wrong}; fix it")
    return table
