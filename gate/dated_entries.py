"""Entries of a reviewed TOML file, each with texts and a last day, read as a frozen dataclass has them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from gate.toml_file import toml

Kind = TypeVar("Kind")


class BrokenEntries(ValueError):
    """The file is not as it must be; the message names the entry and the reason, in one line."""


def dated_entries(path: Path, table: str, kind: type[Kind]) -> tuple[Kind, ...]:
    """The entries of `[[table]]`, none where there is no file; raises BrokenEntries."""
    try:
        content = toml(path) if path.exists() else {}
    except (OSError, ValueError) as error:
        raise BrokenEntries(f"cannot be read: {' '.join(str(error).split())}") from None
    entries = content.get(table, [])
    if content.keys() - {table} or not isinstance(entries, list):
        raise BrokenEntries(f"must hold [[{table}]] entries and nothing else")
    return tuple(_entry(f"{table} {number}", entry, kind) for number, entry in enumerate(entries, start=1))


def _entry(named: str, entry: Any, kind: type[Kind]) -> Kind:
    kinds = get_type_hints(kind)
    names = sorted(kinds)
    if not isinstance(entry, dict) or sorted(entry) != names:
        raise BrokenEntries(f"{named} must have {', '.join(names)}, and nothing else")
    for name in names:
        if type(entry[name]) is not kinds[name] or not str(entry[name]).strip():
            what = "day, 2026-12-31" if kinds[name] is date else "text"
            raise BrokenEntries(f"{named}: {name} must be a {what}")
    return kind(**entry)
