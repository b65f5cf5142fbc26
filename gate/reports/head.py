"""What each report says first: which system, commit and time, by which tools, on how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gate.provenance.tree_state import NO_REVISION, TreeState
from gate.reports.evidence import Evidence
from gate.words import counted_noun
from policies.core.terraform_file import is_resource

SYSTEM = "Fraud detection"
# What is judged, and by what, in the words of a reader.
ENGINES = {"policies": "our own judge", "checkov": "Checkov", "pytest": "pytest"}
SHOWN = 3  # files that differ, before the rest are counted


def head(evidence: Evidence) -> Mapping[str, str]:
    """Each fact by its name; what is not known is left out, or said to be unknown."""
    return dict(_facts(evidence))


def _facts(evidence: Evidence) -> Iterator[tuple[str, str]]:
    attested, origin = evidence.attested, evidence.origin
    yield "system", f"{SYSTEM}: {', '.join(assessment.label for assessment in evidence.assessments)}"
    if attested.tools:
        yield "commit", _commit(attested.tree)
    if origin.branch:
        yield "branch", origin.branch
    yield "judged at", f"{evidence.moment} (UTC)"
    yield "judged", _scope(evidence)
    if attested.tools:
        yield "tools", ", ".join(f"{name} {version}" for name, version in attested.tools.items())
    if origin.actor or origin.run:
        yield "started by", ", ".join(filter(None, (origin.actor, f"run {origin.run}" if origin.run else "")))
    yield "approved by", _approved(evidence)


def _commit(tree: TreeState) -> str:
    if tree.commit == NO_REVISION:
        return f"not known: {tree.why}"
    if tree.is_clean:
        return f"{tree.commit} (clean: every file is as it holds it)"
    names = sorted(tree.changed)
    more = f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else ""
    differ = "differs" if len(names) == 1 else "differ"
    return f"{tree.commit} (not clean: {', '.join(names[:SHOWN])}{more} {differ} from it)"


def _scope(evidence: Evidence) -> str:
    resources = sum(is_resource(resource.type) for known in evidence.assessments for resource in known.resources)
    sources = {finding.source for finding in evidence.findings}
    engines = [name for source, name in ENGINES.items() if source in sources]
    scope = f"{counted_noun(resources, 'resource')} by {counted_noun(len(evidence.titles), 'rule')}"
    return f"{scope} of {counted_noun(len(engines), 'engine')} ({', '.join(engines)})" if engines else scope


def _approved(evidence: Evidence) -> str:
    """The gate knows who answers for a violation; who reviewed the change is on record where it was merged."""
    waivers = [f"{waiver.owner} ({waiver.ticket})" for waiver in evidence.waivers]
    review = "the gate does not know who reviewed the change"
    return f"{', '.join(waivers)} for what is waived; {review}" if waivers else review
