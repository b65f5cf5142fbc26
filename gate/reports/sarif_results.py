"""What does not pass as SARIF's results, each at a line of a tracked file, the worst first."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from gate.causes import SEVERITIES
from gate.model import Finding, Outcome
from gate.reports.evidence import Evidence
from gate.reports.locations import Locations
from gate.reports.regions import Region
from gate.reports.sarif_provenance import ROOT
from gate.reports.sarif_rules import LEVELS, Rule
from gate.words import kind

FINGERPRINT = "policyPlaceDetails/v1"
# By this, code scanning knows an alert again. Its own hash, of the text of the line, is the same for all resources that
# one construct builds.
LINE_HASH = "primaryLocationLineHash"


class Failure(NamedTuple):
    """A finding that does not pass, with its place as reports name it, its rule, and its assessment's address of it."""

    finding: Finding
    place: str
    rule: Rule
    region: Region
    address: str | None


def failures(evidence: Evidence, known: Mapping[str, Rule]) -> list[Failure]:
    """All that does not pass: first what could not be judged, then by severity, since code scanning shows 5,000."""
    return sorted(_failures(evidence, known), key=_rank)


def _failures(evidence: Evidence, known: Mapping[str, Rule]) -> Iterator[Failure]:
    policies = {policy.id: policy for policy in evidence.policies}
    for assessment, distinguished in zip(evidence.assessments, evidence.by_assessment, strict=True):
        locations = Locations(assessment, policies)
        for finding, named in zip(assessment.findings, distinguished, strict=True):
            if finding.outcome is not Outcome.PASS:
                resource = locations.resources.get(finding.place)
                address = resource.address if resource else None
                region = locations.region(finding)
                yield Failure(finding, named.place, known[finding.policy], region, address)


def _rank(failure: Failure) -> tuple[bool, int]:
    return failure.finding.outcome is not Outcome.ERROR, SEVERITIES.index(failure.rule.severity)


def results(failures: Iterable[Failure], indexes: Mapping[str, int]) -> Iterator[Mapping[str, Any]]:
    """Each as a `result`; `indexes` says at which place of the rules each stands."""
    times: Counter[str] = Counter()
    for failure in failures:
        finding, fingerprint = failure.finding, _fingerprint(failure)
        times[fingerprint] += 1
        could_judge = finding.outcome is Outcome.FAIL
        yield {
            "ruleId": finding.policy,
            "ruleIndex": indexes[finding.policy],
            # What could not be judged is SARIF's "open", which has no level, and would be shown to nobody.
            "kind": "fail",
            "level": LEVELS[failure.rule.severity] if could_judge else "error",
            "message": {"text": _message(failure)},
            "locations": [_location(failure)],
            "partialFingerprints": {
                LINE_HASH: f"{fingerprint[:16]}:{times[fingerprint]}",
                FINGERPRINT: fingerprint,
            },
            "properties": {"engine": finding.source, "outcome": kind(finding)},
            **_suppressed(finding),
        }


def location(file: str) -> Mapping[str, str]:
    """A path of the project, or of the file system, as an address may be written."""
    return (
        {"uri": Path(file).as_uri()} if file.startswith("/") else {"uri": quote(os.fsencode(file)), "uriBaseId": ROOT}
    )


def _suppressed(finding: Finding) -> Mapping[str, Any]:
    if not finding.waiver:
        return {}
    return {"suppressions": [{"kind": "external", "status": "accepted", "justification": finding.waiver}]}


def _message(failure: Failure) -> str:
    """With its place, since the line may build many resources; a text in the file must not become a link."""
    finding = failure.finding
    text = "; ".join(filter(None, (finding.details, finding.remedy)))
    return f"{failure.place}: {text or failure.rule.title}".replace("](", "] (")


def _location(failure: Failure) -> Mapping[str, Any]:
    file, line, start, end = failure.region
    logical = [{"fullyQualifiedName": failure.place, "kind": "construct"}]
    logical += [{"fullyQualifiedName": failure.address, "kind": "resource"}] if failure.address else []
    region = {"startLine": line, "startColumn": start + 1, "endLine": line, "endColumn": end + 1}
    return {
        "physicalLocation": {"artifactLocation": location(file), "region": region},
        "logicalLocations": logical,
    }


def _fingerprint(failure: Failure) -> str:
    """The same for as long as the same is wrong at the same place, whatever else changes in the file."""
    text = "\0".join((failure.finding.policy, failure.place, failure.finding.details))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
