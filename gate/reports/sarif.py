"""`report.sarif`: what keeps the gate closed, for code scanning (SARIF 2.1.0); what passed is counted at its rule.

A result is an alert there, so only what does not pass is one, a waived failure as a suppressed one.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

from gate.model import Assessment
from gate.provenance.resource import VERIFIER
from gate.reports.evidence import Evidence
from gate.reports.head import head
from gate.reports.sarif_asked import sentences, taxonomies
from gate.reports.sarif_provenance import ROOT, extensions, invocation, revision
from gate.reports.sarif_results import failures, location, results
from gate.reports.sarif_rules import Rule, descriptor, rules
from gate.words import ALONE, KINDS, kind

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# Code scanning refuses a run with more.
MOST_RESULTS = 25_000


def render(evidence: Evidence) -> str:
    """The text of the file."""
    known, held = rules(evidence), sentences(evidence)
    closing = failures(evidence, {rule.id: rule for rule in known})
    run = {
        "tool": {"driver": _driver(evidence, known, held), **extensions(evidence)},
        **taxonomies(evidence),
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the project, wherever it was cloned."}}},
        **revision(evidence),
        "invocations": [_invocation(evidence, len(closing))],
        "artifacts": [_artifact(assessment) for assessment in evidence.assessments],
        "results": list(results(closing[:MOST_RESULTS], {rule.id: index for index, rule in enumerate(known)})),
        "properties": {
            "date": evidence.date,
            "head": dict(head(evidence)),
            "verdict": evidence.verdict.value,
            "digest": evidence.digest,
            "commit": evidence.attested.tree.commit,
            "findings": {name: evidence.counts[name] for name in KINDS},
        },
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, separators=(",", ":")) + "\n"


def _driver(evidence: Evidence, known: Sequence[Rule], held: Mapping[str, Sequence[str]]) -> Mapping[str, Any]:
    counts: dict[str, Counter[str]] = {}
    for finding in evidence.findings:
        counts.setdefault(finding.policy, Counter())[kind(finding)] += 1
    return {
        "name": "gate",
        "version": version("fraud-detection"),
        "informationUri": VERIFIER,
        "rules": [descriptor(rule, counts[rule.id], held.get(rule.id, ())) for rule in known],
    }


def _invocation(evidence: Evidence, count: int) -> Mapping[str, Any]:
    if count <= MOST_RESULTS:
        return invocation(evidence)
    text = f"{count - MOST_RESULTS:,} more do not pass, which verdict.json holds: code scanning takes no more of them."
    return {**invocation(evidence), "toolExecutionNotifications": [{"level": "warning", "message": {"text": text}}]}


def _artifact(assessment: Assessment) -> Mapping[str, Any]:
    hashes = {"hashes": {"sha-256": assessment.digest.removeprefix("sha256:")}} if assessment.digest else {}
    alone = {"description": {"text": f"The file was {ALONE}."}} if assessment.alone else {}
    return {"location": location(assessment.file), **hashes, **alone}
