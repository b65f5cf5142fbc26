"""What an entry says of the judged evidence: how each control fared, and which waivers counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gate.ledger.deploy import WAIVED, CountedWaiver
from gate.model import Outcome
from gate.reports.evidence import Evidence
from gate.reports.service import Service
from gate.reports.status import Status, status
from gate.waivers.load import Waiver
from gate.words import printable

LONGEST = 200


def controls(evidence: Evidence) -> Mapping[str, str]:
    """How each control fared, by standard and number: `{"PCI DSS 4.0.1 10.5.1": "gap"}`."""
    return {f"{control.standard} {control.number}": _fared(services) for control, services in evidence.services.items()}


def counted_waivers(evidence: Evidence) -> tuple[CountedWaiver, ...]:
    """The waivers that a finding was waived by; each text in one line, and cut where it is long."""
    found = (finding for assessment in evidence.assessments for finding in assessment.findings if finding.waiver)
    used = {(finding.policy, finding.place, finding.waiver) for finding in found}
    return tuple(map(_counted, (each for each in evidence.waivers if (each.policy, each.place, each.ticket) in used)))


def _counted(known: Waiver) -> CountedWaiver:
    policy, place, owner, ticket = map(_line, (known.policy, known.place, known.owner, known.ticket))
    return CountedWaiver(policy, place, owner, ticket, known.expires.isoformat())


def _fared(services: Sequence[Service]) -> str:
    found = status(services)
    failures = [each for service in services for each in service.findings if each.outcome is Outcome.FAIL]
    return WAIVED if found is Status.FAILS and all(failure.waiver for failure in failures) else found.value


def _line(text: str) -> str:
    return printable(text)[:LONGEST]
