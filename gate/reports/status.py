"""How a control fares: one status and one word for it, in every report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import Enum

from gate.model import Outcome
from gate.reports.service import Service
from policies.core.control import Control, Strength


class Status(Enum):
    """From good to bad, in the words of the reports."""

    SATISFIED = "satisfied"
    SUPPORTED = "supported in part"
    GAP = "gap"
    NOT_JUDGED = "not judged"
    FAILS = "fails"


# What each says to somebody who reads it alone.
MEANINGS: Mapping[Status, str] = {
    Status.SATISFIED: "policies that satisfy it pass, and nothing that serves it fails",
    Status.SUPPORTED: "policies that do a part of it pass; the rest must be shown elsewhere",
    Status.GAP: "a declared gap: what was asked of the system falls short of it",
    Status.NOT_JUDGED: "what serves it was not judged, or not everywhere",
    Status.FAILS: "a policy that serves it fails",
}
PASSING = {
    Strength.SATISFIES: Status.SATISFIED,
    Strength.SUPPORTS: Status.SUPPORTED,
    Strength.CONTRADICTS: Status.GAP,
}
ORDER = (Strength.CONTRADICTS, Strength.SATISFIES, Strength.SUPPORTS)


def by_standard(services: Mapping[Control, Iterable[Service]]) -> Mapping[str, Counter[Status]]:
    """How many controls of each standard have which status."""
    counts: dict[str, Counter[Status]] = {}
    for control, serving in services.items():
        counts.setdefault(control.standard, Counter())[status(serving)] += 1
    return counts


def status(services: Iterable[Service]) -> Status:
    """Of a control by all that serve it, or by one of them.

    A failure stays one where it is waived, and where something else could not be judged: it is known. A declared gap
    outweighs all that passes.
    """
    outcomes, strengths = set[Outcome](), set[Strength]()
    for service in services:
        outcomes |= {finding.outcome for finding in service.findings} or {Outcome.ERROR}
        strengths.add(service.mapped.strength)
    if Outcome.FAIL in outcomes:
        return Status.FAILS
    if outcomes != {Outcome.PASS}:
        return Status.NOT_JUDGED
    return next(PASSING[strength] for strength in ORDER if strength in strengths)
