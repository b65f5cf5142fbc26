"""Checkov's own checks as we take them: which must report on what, and which we decline, and why, who and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from gate.toml_file import toml
from policies.core.rulebook import ROOT

FILE = ROOT / "checkov.toml"
PARTS = ("title", "reason", "owner", "date")


class BrokenBuiltIns(ValueError):
    """The file is not as it must be; the message names the file, the place and the remedy, in one line."""


@dataclass(frozen=True)
class BuiltIns:
    """`reports`: check to the types on whose every resource it reports; `declined`: check to `reason (owner, date)`.

    `titles`: check to Checkov's own title, without asking Checkov, which takes long to import.
    """

    reports: Mapping[str, tuple[str, ...]]
    declined: Mapping[str, str]
    titles: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path = FILE) -> BuiltIns:
        """What policies/checkov.toml says; raises BrokenBuiltIns."""
        try:
            content = toml(path)
            reports = {check: _types(check, types) for check, types in content["reports"].items()}
            declined = {check: _excuse(check, entry) for check, entry in content.get("declined", {}).items()}
            titles = {check: _title(check, title) for check, title in content.get("titles", {}).items()}
            titles |= {check: entry["title"] for check, entry in content.get("declined", {}).items()}
        except (OSError, ValueError, KeyError, AttributeError) as error:
            raise _broken(path, f"{type(error).__name__}: {error}; correct it") from None
        for check in declined.keys() - reports.keys():
            raise _broken(path, f"declines {check}, which is not in [reports]; remove it")
        return cls(reports, declined, titles)


def _broken(path: Path, reason: str) -> BrokenBuiltIns:
    """In one line, whatever names the file gives."""
    return BrokenBuiltIns(f"{path.name}: {' '.join(reason.split())}")


def _types(check: str, types: Any) -> tuple[str, ...]:
    if not isinstance(types, list) or not types or not all(isinstance(type_, str) for type_ in types):
        raise ValueError(f"{check} must name the types on which it reports, as a list of texts")
    return tuple(types)


def _title(check: str, title: Any) -> str:
    if not _is_text(title):
        raise ValueError(f"[titles] {check} must be a text that is not empty")
    return str(title)


def _excuse(check: str, entry: Any) -> str:
    if not isinstance(entry, dict) or entry.keys() != set(PARTS):
        raise ValueError(f"[declined.{check}] must have {', '.join(PARTS)}, and nothing else")
    for part in PARTS:
        if not (_is_date if part == "date" else _is_text)(entry[part]):
            example = "a day without quotes, as 2026-11-25" if part == "date" else "a text that is not empty"
            raise ValueError(f"[declined.{check}] must say its {part}: {example}")
    return f"{entry['reason']} ({entry['owner']}, {entry['date']})"


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_date(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)
