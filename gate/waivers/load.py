"""The waivers: each says who answers for one violation at one place, until when, and of which value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gate.dated_entries import dated_entries
from policies.core.rulebook import ROOT

FILE = ROOT / "waivers.toml"


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
    """The entries of the file, none where there is no file; raises BrokenEntries."""
    return dated_entries(path or FILE, "waiver", Waiver)
