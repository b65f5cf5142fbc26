"""The last verdict, for as long as nothing has changed that could change it: for a person and the hook, never for CI.

An entry holds for one key, the digest of everything that the verdict follows from, and for one synthesized folder. Any
doubt about it (it cannot be read, its seal does not fit, the folder differs) means that the gate judges again.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gate.atomic import replace
from gate.engines.checkov.settings import FILES as SETTINGS
from gate.model import Assessment, Finding, Outcome, Verdict
from gate.provenance.digests import content, tree
from gate.provenance.inputs import everything
from gate.reports.verdict_json import as_list
from gate.reports.write import RENDERERS
from gate.synthesis import OUTPUT, ROOT

FILE = ROOT / ".gate-cache.json"
STEERING = ("CKV_", "CHECKOV_", "CDKTF_", "JSII_", "NODE_", "PYTHON")


@dataclass(frozen=True)
class Remembered:
    """What an earlier run judged, and when, in UTC."""

    assessments: tuple[Assessment, ...]
    written: datetime


def allowed(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a verdict may come from the cache: never where CI is set, to whatever value."""
    return "CI" not in environment


def key(root: Path = ROOT, *, date: str) -> str:
    """The digest of all that the verdict follows from: code, rules, lock, tools, environment and the day in UTC."""
    digest = hashlib.sha256()
    for part in _parts(root, date):
        digest.update(f"{len(part)}:".encode() + part)
    return digest.hexdigest()


def recall(wanted: str, reports: Path, *, file: Path = FILE, output: Path = OUTPUT) -> Remembered | None:
    """The verdict under this key, if it is whole, and the judged folder and the reports are as they were; else None."""
    try:
        entry = json.loads(file.read_bytes())
        known = (entry["key"], entry["output"], entry["reports"])
        if entry.pop("seal") != _seal(entry) or known != (wanted, tree(output), _reports(reports)):
            return None
        assessments = tuple(_assessment(assessment) for assessment in entry["assessments"])
        return Remembered(assessments, datetime.fromisoformat(entry["written"]))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def remember(
    under: str, assessments: Sequence[Assessment], reports: Path, *, file: Path = FILE, output: Path = OUTPUT
) -> None:
    """Keeps a verdict under this key, whole or not at all; a run that could not judge is not kept."""
    if any(assessment.verdict is Verdict.ERROR for assessment in assessments):
        return
    entry: dict[str, Any] = {
        "key": under,
        "output": tree(output),
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
        "reports": _reports(reports),
        "assessments": as_list(assessments),
    }
    replace(file, json.dumps(entry | {"seal": _seal(entry)}))


def _reports(folder: Path) -> list[str]:
    return [content(folder / name) for name in RENDERERS]


def _parts(root: Path, date: str) -> Iterator[bytes]:
    yield from (text.encode() for text in (date, sys.version, platform.platform(), str(root)))
    for name, value in sorted(os.environ.items()):
        if name.startswith(STEERING):
            yield f"{name}={value}".encode()
    yield from (
        str(folder / name).encode() for folder in (root, Path.cwd()) for name in SETTINGS if (folder / name).exists()
    )
    yield from (tool.encode() for tool in _tools())
    for name, digest in everything(root).items():
        yield f"{name}={digest}".encode(errors="surrogateescape")


def _tools() -> list[str]:
    """The name and version of every package that Python can import."""
    places = {path for path in sys.path if path.endswith("site-packages")}
    return sorted(name for place in places for name in os.listdir(place) if name.endswith(".dist-info"))


def _seal(entry: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()


def _assessment(entry: Mapping[str, Any]) -> Assessment:
    findings = tuple(Finding(**{**finding, "outcome": Outcome(finding["outcome"])}) for finding in entry["findings"])
    return Assessment(entry["file"], entry["digest"], findings, entry["beside"])
