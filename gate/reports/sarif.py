"""`report.sarif`: the evidence for code scanning (SARIF 2.1.0), passes included."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from gate.model import Finding, Judgement, Outcome, Verdict
from gate.reports.evidence import Evidence
from policies.core.policy import Policy, Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# In SARIF's words: what could not be judged is open.
KINDS = {Outcome.PASS: "pass", Outcome.FAIL: "fail", Outcome.ERROR: "open"}
LEVELS = {Severity.LOW: "note", Severity.MEDIUM: "warning", Severity.HIGH: "error", Severity.CRITICAL: "error"}
FINGERPRINT = "policyPlaceDetails/v1"


def drawn(evidence: Evidence) -> str:
    """The text of the file."""
    ours = {each.id: each for each in evidence.policies}
    rules = [_rule(policy, title, ours.get(policy)) for policy, title in sorted(evidence.titles.items())]
    driver = {"name": "gate", "version": version("fraud-detection"), "rules": rules}
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": evidence.verdict is not Verdict.ERROR}],
        "artifacts": [_artifact(each) for each in evidence.judgements],
        "results": list(_results(evidence, {rule["id"]: at for at, rule in enumerate(rules)}, ours)),
        "properties": {"date": evidence.date, "verdict": evidence.verdict.value, "digest": evidence.digest},
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(policy_id: str, title: str, policy: Policy | None) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": policy_id, "shortDescription": {"text": title or policy_id}}
    if policy is None:
        return rule
    controls = [f"{each.control.standard} {each.control.number} ({each.strength.value})" for each in policy.controls]
    return rule | {
        "fullDescription": {"text": policy.rationale or policy.title},
        "help": {"text": policy.remediation},
        "defaultConfiguration": {"level": LEVELS[policy.severity]},
        "properties": {"severity": policy.severity.value, "controls": controls},
    }


def _artifact(judgement: Judgement) -> Mapping[str, Any]:
    hashes = {"hashes": {"sha-256": judgement.digest.removeprefix("sha256:")}} if judgement.digest else {}
    return {"location": {"uri": quote(judgement.file)}, **hashes}


def _results(evidence: Evidence, at: Mapping[str, int], ours: Mapping[str, Policy]) -> Iterator[Mapping[str, Any]]:
    for judgement in evidence.judgements:
        addresses = {each.place: each.address for each in judgement.resources}
        for finding in judgement.findings:
            policy = ours.get(finding.policy)
            level = LEVELS[policy.severity] if policy else "error"
            yield {
                "ruleId": finding.policy,
                "ruleIndex": at[finding.policy],
                "kind": KINDS[finding.outcome],
                "level": level if finding.outcome is Outcome.FAIL else "none",
                "message": {"text": _message(finding)},
                "locations": [_location(finding.place, quote(judgement.file), addresses.get(finding.place))],
                "partialFingerprints": {FINGERPRINT: _fingerprint(finding)},
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
