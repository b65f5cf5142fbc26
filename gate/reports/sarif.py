"""`report.sarif`: the evidence for code scanning (SARIF 2.1.0), passes included."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from gate.model import Assessment, Finding, Outcome, Verdict
from gate.reports.evidence import Evidence
from gate.words import ALONE
from policies.core.policy import Policy, Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# In SARIF's words: what could not be judged is open.
KINDS = {Outcome.PASS: "pass", Outcome.FAIL: "fail", Outcome.ERROR: "open"}
LEVELS = {Severity.LOW: "note", Severity.MEDIUM: "warning", Severity.HIGH: "error", Severity.CRITICAL: "error"}
FINGERPRINT = "policyPlaceDetails/v1"


def render(evidence: Evidence) -> str:
    """The text of the file."""
    policies = {policy.id: policy for policy in evidence.policies}
    rules = [_rule(policy_id, title, policies.get(policy_id)) for policy_id, title in sorted(evidence.titles.items())]
    driver = {"name": "gate", "version": version("fraud-detection"), "rules": rules}
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": evidence.verdict is not Verdict.ERROR}],
        "artifacts": [_artifact(assessment) for assessment in evidence.assessments],
        "results": list(_results(evidence, {rule["id"]: index for index, rule in enumerate(rules)}, policies)),
        "properties": {"date": evidence.date, "verdict": evidence.verdict.value, "digest": evidence.digest},
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _rule(policy_id: str, title: str, policy: Policy | None) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": policy_id, "shortDescription": {"text": title or policy_id}}
    if policy is None:
        return rule
    controls = [
        f"{mapped.control.standard} {mapped.control.number} ({mapped.strength.value})" for mapped in policy.controls
    ]
    return rule | {
        "fullDescription": {"text": policy.rationale or policy.title},
        "help": {"text": policy.remediation},
        "defaultConfiguration": {"level": LEVELS[policy.severity]},
        "properties": {"severity": policy.severity.value, "controls": controls},
    }


def _artifact(assessment: Assessment) -> Mapping[str, Any]:
    hashes = {"hashes": {"sha-256": assessment.digest.removeprefix("sha256:")}} if assessment.digest else {}
    alone = {"description": {"text": f"The file was {ALONE}."}} if assessment.alone else {}
    return {"location": {"uri": quote(assessment.file)}, **hashes, **alone}


def _results(
    evidence: Evidence, indexes: Mapping[str, int], policies: Mapping[str, Policy]
) -> Iterator[Mapping[str, Any]]:
    for assessment, told_apart in zip(evidence.assessments, evidence.by_assessment, strict=True):
        addresses = {resource.place: resource.address for resource in assessment.resources}
        for finding, named in zip(assessment.findings, told_apart, strict=True):
            policy = policies.get(finding.policy)
            level = LEVELS[policy.severity] if policy else "error"
            yield {
                "ruleId": finding.policy,
                "ruleIndex": indexes[finding.policy],
                "kind": KINDS[finding.outcome],
                "level": level if finding.outcome is Outcome.FAIL else "none",
                "message": {"text": _message(finding)},
                "locations": [_location(named.place, quote(assessment.file), addresses.get(finding.place))],
                "partialFingerprints": {FINGERPRINT: _fingerprint(named)},
                "properties": {"engine": finding.source},
                **_suppressed(finding),
            }


def _suppressed(finding: Finding) -> Mapping[str, Any]:
    if not finding.waiver:
        return {}
    return {"suppressions": [{"kind": "external", "status": "accepted", "justification": finding.waiver}]}


def _message(finding: Finding) -> str:
    return "; ".join(filter(None, (finding.details, finding.remedy))) or "passed"


def _location(place: str, uri: str, address: str | None) -> Mapping[str, Any]:
    logical = [{"fullyQualifiedName": place, "kind": "construct"}]
    logical += [{"fullyQualifiedName": address, "kind": "resource"}] if address else []
    return {"physicalLocation": {"artifactLocation": {"uri": uri}}, "logicalLocations": logical}


def _fingerprint(finding: Finding) -> str:
    """The same for as long as the same is wrong at the same place, whatever else changes in the file."""
    text = "\0".join((finding.policy, finding.place, finding.details))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
