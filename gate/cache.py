"""The last verdict, for as long as nothing has changed that could change it: for a person and the hook, never for CI.

An entry holds for one key, the digest of everything that the verdict and its attestation follow from, and for one
synthesized folder. It is sealed with the user's own key, so that one which came with the project, or from somebody
else, opens nothing. Any doubt (its seal does not fit, the folder differs) means that the gate judges again.
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

from gate import sealed
from gate.engines.checkov.settings import FILES as SETTINGS
from gate.model import Assessment, Finding, Outcome, Verdict
from gate.origin import origin
from gate.provenance.attested import Attested, of_files
from gate.provenance.digests import content, digests, is_digest, tree
from gate.provenance.inputs import everything, inputs_of
from gate.reports.listed import as_list
from gate.reports.names import NAMES
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


def key(root: Path = ROOT, *, date: str, attested: Attested | None = None) -> str | None:
    """The digest of all that the verdict and its attestation follow from: code, rules, tools, environment, commit.

    `date` is the day, or the time that was asked for, in UTC, and `attested` what is there now, where that is known.
    None where a file has no digest, such as a link.
    """
    files = everything(root)
    attested = attested or of_files({}, root, inputs_of(files))
    if not all(map(is_digest, filter(None, (*files.values(), *attested.inputs.values())))):
        return None
    parts = [*_surroundings(root, date), json.dumps([files, attested.inputs, attested.tools])]
    parts.append(json.dumps([attested.tree.commit, attested.tree.changed]))
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def recall(wanted: str, reports: Path, *, file: Path = FILE, output: Path = OUTPUT) -> Remembered | None:
    """The verdict under this key, if it is whole, and the judged folder and the reports are as they were; else None."""
    entry = sealed.read(file)
    if entry is None:
        return None
    try:
        if (entry["key"], entry["output"], entry["reports"]) != (wanted, tree(output), _reports(reports)):
            return None
        assessments = tuple(_assessment(assessment) for assessment in entry["assessments"])
        return Remembered(assessments, datetime.fromisoformat(entry["written"]))
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def remember(
    under: str, assessments: Sequence[Assessment], reports: Path, *, file: Path = FILE, output: Path = OUTPUT
) -> None:
    """Keeps a verdict under this key, whole or not at all; a run that could not judge is not kept.

    Neither is one beside which something lies that has no digest.
    """
    could_judge = all(assessment.verdict is not Verdict.ERROR for assessment in assessments)
    if not could_judge or not all(map(is_digest, digests(output).values())):
        return
    entry = {
        "key": under,
        "output": tree(output),
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
        "reports": _reports(reports),
        "assessments": as_list(assessments),
    }
    sealed.write(file, entry)


def _reports(folder: Path) -> list[str]:
    return [content(folder / name) for name in NAMES]


def _surroundings(root: Path, date: str) -> Iterator[str]:
    yield from (date, sys.version, platform.platform(), str(root))
    yield from (f"{name}={value}" for name, value in sorted(os.environ.items()) if name.startswith(STEERING))
    yield from (str(folder / name) for folder in (root, Path.cwd()) for name in SETTINGS if (folder / name).exists())
    known = origin(root, os.environ)
    yield from (*_tools(), known.branch, known.repository)  # which the reports name


def _tools() -> list[str]:
    """The name and version of every package that Python can import."""
    places = {path for path in sys.path if path.endswith("site-packages")}
    return sorted(name for place in places for name in os.listdir(place) if name.endswith(".dist-info"))


def _assessment(entry: Mapping[str, Any]) -> Assessment:
    findings = tuple(Finding(**{**finding, "outcome": Outcome(finding["outcome"])}) for finding in entry["findings"])
    return Assessment(entry["file"], entry["digest"], findings, entry["beside"])
