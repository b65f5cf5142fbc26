"""The waivers: each says who answers for one violation at one place, until when, and of which value."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from policies.core.rulebook import ROOT

FILE = ROOT / "waivers.toml"


class BrokenWaivers(ValueError):
    """The file does not say what it should; the message names the place and the reason, in one line."""


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


def load(path: Path | None = None) -> tuple[Waiver, ...]:
    """What the file says, none where there is no file; raises BrokenWaivers."""
    path = path or FILE
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (OSError, ValueError) as error:
        raise BrokenWaivers(f"cannot be read: {' '.join(str(error).split())}") from None
    entries = said.get("waiver", [])
    if said.keys() - {"waiver"} or not isinstance(entries, list):
        raise BrokenWaivers("must hold [[waiver]] entries and nothing else")
    return tuple(_waiver(entry, at) for at, entry in enumerate(entries, start=1))


def _waiver(entry: Any, at: int) -> Waiver:
    names = {each.name for each in fields(Waiver)}
    if not isinstance(entry, dict) or entry.keys() != names:
        raise BrokenWaivers(f"waiver {at} must have {', '.join(sorted(names))}, and nothing else")
    for name in sorted(names):
        kind: type[Any] = date if name == "expires" else str
        if type(entry[name]) is not kind or not str(entry[name]).strip():
            raise BrokenWaivers(f"waiver {at}: {name} must be a {'day, 2026-12-31' if kind is date else 'text'}")
    return Waiver(**entry)
