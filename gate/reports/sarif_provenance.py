"""Where a SARIF run comes from: when it was, of which commit, and by which versions of which tools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gate.model import Verdict
from gate.moment import whole
from gate.provenance.tree_state import NO_REVISION
from gate.reports.evidence import Evidence

OWN = "fraud-detection"  # whose version the driver has
# By this name code scanning knows the root of the repository.
ROOT = "%SRCROOT%"


def invocation(evidence: Evidence) -> dict[str, Any]:
    """A run has one time, which everything in it is of: two runs of one time write the same bytes."""
    when = whole(evidence.moment)
    return {"executionSuccessful": evidence.verdict is not Verdict.ERROR, "startTimeUtc": when, "endTimeUtc": when}


def revision(evidence: Evidence) -> Mapping[str, Any]:
    """The repository and the commit, where both are known: SARIF has no commit of an unknown repository."""
    tree, origin = evidence.attested.tree, evidence.origin
    if not origin.repository or tree.commit == NO_REVISION:
        return {}
    branch = {"branch": origin.branch} if origin.branch else {}
    known = {"repositoryUri": origin.repository, "revisionId": tree.commit, **branch, "mappedTo": {"uriBaseId": ROOT}}
    return {"versionControlProvenance": [{**known, "properties": {"clean": tree.is_clean}}]}


def extensions(evidence: Evidence) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The tools by which the gate judges, with their versions."""
    others = [(name, version) for name, version in evidence.attested.tools.items() if name != OWN]
    return {"extensions": [{"name": name, "version": version} for name, version in others]} if others else {}
