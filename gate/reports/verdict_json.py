"""`verdict.json`: all of the evidence for machines; `gate/reports/verdict.schema.json` gives its shape."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from gate.reports.asked import Asked, asked
from gate.reports.evidence import Evidence
from gate.reports.head import head
from gate.reports.listed import file_as_json
from gate.reports.service import Service
from gate.reports.status import status
from gate.reports.verdict_findings import findings, resources
from gate.words import KINDS
from policies.core.control import Control


def render(evidence: Evidence) -> str:
    """The text of the file."""
    content = {
        "date": evidence.date,
        "head": dict(head(evidence)),
        "verdict": evidence.verdict.value,
        "digest": evidence.digest,
        "counts": {kind: evidence.counts[kind] for kind in KINDS},
        "files": [file_as_json(assessment) for assessment in evidence.assessments],
        "asked": [_sentence(sentence) for sentence in asked(evidence)],
        "controls": [_control(control, services) for control, services in evidence.services.items()],
        "gaps": [_gap(gap) for gap in evidence.gaps],
        "waivers": [{**vars(waiver), "expires": waiver.expires.isoformat()} for waiver in evidence.waivers],
        "policies": [{"id": policy, "title": title} for policy, title in sorted(evidence.titles.items())],
        "declined": [{"check": check, "reason": reason} for check, reason in evidence.declined.items()],
        "resources": [*resources(evidence)],
        "findings": [*findings(evidence)],
    }
    return json.dumps(content, separators=(",", ":")) + "\n"


def _sentence(said: Asked) -> Mapping[str, Any]:
    """What no file can show of it, and the values that show it, where there are any."""
    more = {name: text for name, text in (("beyond", said.beyond), ("values", said.values)) if text}
    policies = [{"policy": holding.policy, "status": holding.status.value} for holding in said.holding]
    return {"id": said.id, "sentence": said.sentence, "status": said.status.value, "policies": policies, **more}


def _control(control: Control, services: Sequence[Service]) -> Mapping[str, Any]:
    return {
        "standard": control.standard,
        "number": control.number,
        "title": control.title,
        "source": control.source,
        "status": status(services).value,
        "policies": [
            {"policy": service.policy.id, "strength": service.mapped.strength.value, "outcome": service.outcome.value}
            for service in services
        ],
    }


def _gap(gap: Service) -> Mapping[str, str]:
    control = gap.mapped.control
    return {
        "standard": control.standard,
        "number": control.number,
        "policy": gap.policy.id,
        "reason": gap.mapped.reason,
        "owner": gap.mapped.owner,
        "since": str(gap.mapped.since),
        "until": str(gap.mapped.until),
    }
