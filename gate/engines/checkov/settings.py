"""What stands around the gate and could steer its second engine: each such setting closes the gate, by name.

Checkov's command line reads settings from files and from the environment, `soft-fail` among them. The gate itself runs
Checkov without any, but whoever scans the same folder by hand must not get another answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from gate.model import Finding, Outcome
from gate.own_rules import CHECKOV_SETTINGS

SOURCE = "checkov"
FILES = (".checkov.yaml", ".checkov.yml", ".checkov.baseline")
PREFIXES = ("CKV_", "CHECKOV_")
# These can only make Checkov stricter, or quieter about its own version.
HARMLESS = frozenset({"CKV_PARSE_ERROR_FAIL", "CKV_SKIP_PACKAGE_UPDATE_CHECK"})


def settings(folders: Sequence[Path], environment: Mapping[str, str]) -> Iterator[Finding]:
    """One error for each setting of Checkov's in these folders or in the environment; a pass where there is none."""
    names = sorted(name for name in environment if name.startswith(PREFIXES) and name not in HARMLESS)
    files = [path for folder in dict.fromkeys(folders) for path in map(folder.joinpath, FILES) if path.exists()]
    for path in files:
        details = f"{path.name} in {path.parent.name or path.parent} can switch Checkov off"
        yield _error(path.name, details, "remove it")
    for name in names:
        yield _error(name, f"{name} is set in the environment, and can switch Checkov off", f"unset {name}")
    if not names and not files:
        yield Finding(SOURCE, CHECKOV_SETTINGS, "the surroundings", Outcome.PASS)


def _error(place: str, details: str, remedy: str) -> Finding:
    return Finding(SOURCE, CHECKOV_SETTINGS, place, Outcome.ERROR, details, remedy)
