"""The record of what the provider calls, by phase: policies/aws/provider_calls.json."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from gate.atomic import replace
from gate.synthesis import ROOT
from live.override import LEFT_OUT
from live.provider_log import Call

FILE = ROOT / "policies" / "aws" / "provider_calls.json"


def keep(called: Mapping[str, Iterable[Call]], stacks: Iterable[Mapping[str, Any]]) -> None:
    """Replace the record by these calls, by phase, of what was deployed of these stacks."""
    replace(FILE, text(called, list(stacks)))


def text(called: Mapping[str, Iterable[Call]], stacks: list[Mapping[str, Any]]) -> str:
    """The record as JSON, the same for the same calls in any order."""
    versions = {stack["terraform"]["required_providers"]["aws"]["version"] for stack in stacks}
    types = {kind for stack in stacks for kind in stack["resource"]} - LEFT_OUT.keys()
    phases = {phase: _by_service(calls) for phase, calls in called.items()}
    record = {"provider": ", ".join(sorted(versions)), "types": sorted(types), "phases": phases}
    return json.dumps(record, indent=2) + "\n"


def _by_service(calls: Iterable[Call]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for service, operation in sorted(set(calls)):
        found.setdefault(service, []).append(operation)
    return found
