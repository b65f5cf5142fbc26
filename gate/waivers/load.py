"""The waivers: each says who answers for one violation at one place, until when, and of which value."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from gate.toml_file import toml
from policies.core.rulebook import ROOT

FILE = ROOT / "waivers.toml"


class BrokenWaivers(ValueError):
    """The file is not as it must be; the message names the entry and the reason, in one line."""


@dataclass(frozen=True)
class Waiver:
    """One entry; it holds through the day `expires`, and `value` is the digest of what it waives."""

    policy: str
    place: str
    owner: str
    ticket: str
    reason: str
    expires: date
    value: str


def load_waivers(path: Path | None = None) -> tuple[Waiver, ...]:
    """The entries of the file, none where there is no file; raises BrokenWaivers."""
    path = path or FILE
    try:
        content = toml(path) if path.exists() else {}
    except (OSError, ValueError) as error:
        raise BrokenWaivers(f"cannot be read: {' '.join(str(error).split())}") from None
    entries = content.get("waiver", [])
    if content.keys() - {"waiver"} or not isinstance(entries, list):
        raise BrokenWaivers("must hold [[waiver]] entries and nothing else")
    return tuple(_waiver(entry, number) for number, entry in enumerate(entries, start=1))


def _waiver(entry: Any, number: int) -> Waiver:
    names = sorted(field.name for field in fields(Waiver))
    if not isinstance(entry, dict) or sorted(entry) != names:
        raise BrokenWaivers(f"waiver {number} must have {', '.join(names)}, and nothing else")
    for name in names:
        expected: type[Any] = date if name == "expires" else str
        if type(entry[name]) is not expected or not str(entry[name]).strip():
            kind = "day, 2026-12-31" if expected is date else "text"
            raise BrokenWaivers(f"waiver {number}: {name} must be a {kind}")
    return Waiver(**entry)
