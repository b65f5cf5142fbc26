"""`verdict.json`: all of the evidence for machines; `gate/reports/verdict.schema.json` says its shape."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from gate.model import Finding, Judgement
from gate.reports.evidence import Evidence, Service, outcome
from gate.words import KINDS
from policies.core.control import Control


def drawn(evidence: Evidence) -> str:
    """The text of the file."""
    said = {
        "date": evidence.date,
        "verdict": evidence.verdict.value,
        "digest": evidence.digest,
        "counts": {each: evidence.counts[each] for each in KINDS},
        "files": [_file(each) for each in evidence.judgements],
        "controls": [_control(control, services) for control, services in evidence.services.items()],
        "gaps": [_gap(each) for each in evidence.gaps],
        "waivers": [{**vars(each), "expires": each.expires.isoformat()} for each in evidence.waivers],
        "policies": [{"id": policy, "title": title} for policy, title in sorted(evidence.titles.items())],
        "findings": [finding_as_json(each) for each in evidence.findings],
    }
    return json.dumps(said, indent=2) + "\n"


def listed(judgements: Sequence[Judgement]) -> list[dict[str, Any]]:
    """The run as a list of `{"file", "verdict", "digest", "beside", "findings"}`, one a file."""
    return [{**_file(each), "findings": [finding_as_json(finding) for finding in each.findings]} for each in judgements]


def finding_as_json(finding: Finding) -> dict[str, str]:
    """A finding as `{"source", "policy", "place", "outcome", "details", "remedy", "waiver"}`."""
    return {**finding._asdict(), "outcome": finding.outcome.value}


def _file(judgement: Judgement) -> dict[str, Any]:
    return {
        "file": judgement.file,
        "verdict": judgement.verdict.value,
        "digest": judgement.digest,
        "beside": dict(judgement.beside),
    }


def _control(control: Control, services: Sequence[Service]) -> Mapping[str, Any]:
    return {
        "standard": control.standard,
        "number": control.number,
        "title": control.title,
        "source": control.source,
        "outcome": outcome(finding for each in services for finding in each.findings).value,
        "policies": [
            {"policy": each.policy.id, "strength": each.mapped.strength.value, "outcome": each.outcome.value}
            for each in services
        ],
    }


def _gap(service: Service) -> Mapping[str, str]:
    control = service.mapped.control
    return {
        "standard": control.standard,
        "number": control.number,
        "policy": service.policy.id,
        "reason": service.mapped.reason,
        "owner": service.mapped.owner,
    }
