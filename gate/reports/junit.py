"""`junit.xml`: the evidence for whatever reads test results; a suite an engine, a case with its own name a finding.

Readers know a case again by its class and name, so the class is engine and policy, and the name is the place. Where a
policy has several findings at one place, the further ones are numbered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from gate.model import Finding
from gate.reports.evidence import Evidence
from gate.words import counts, kind, printable

ELEMENTS = {"fail": "failure", "error": "error", "waived": "skipped"}


def render(evidence: Evidence) -> str:
    """The text of the file."""
    count = _counts(evidence.findings)
    # The root has no place for what was skipped.
    root = ElementTree.Element(
        "testsuites", {"name": "gate"} | {name: count[name] for name in count if name != "skipped"}
    )
    for source in dict.fromkeys(finding.source for finding in evidence.findings):
        findings = tuple(finding for finding in evidence.findings if finding.source == source)
        suite = ElementTree.SubElement(root, "testsuite", {"name": source, **_counts(findings)})
        for finding, name in _named(findings):
            _case(suite, finding, name)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _counts(findings: tuple[Finding, ...]) -> dict[str, str]:
    count = counts(findings)
    numbers = {"failures": count["fail"], "errors": count["error"], "skipped": count["waived"]}
    return {name: str(number) for name, number in {"tests": count.total(), **numbers}.items()}


def _named(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Each finding of an engine with the name of its case, which no other of its policy has."""
    taken: set[tuple[str, str]] = set()
    times: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        # A file's content may hold characters that XML has no way to write.
        place = name = printable(finding.place)
        while not times[finding.policy, place] or (finding.policy, name) in taken:
            times[finding.policy, place] += 1
            number = times[finding.policy, place]
            name = place if number == 1 else f"{place} ({number})"
        taken.add((finding.policy, name))
        yield finding, name


def _case(suite: ElementTree.Element, finding: Finding, name: str) -> None:
    case = ElementTree.SubElement(suite, "testcase", classname=f"{finding.source}.{finding.policy}", name=name)
    if kind(finding) in ELEMENTS:
        waived = f" (waived: {finding.waiver})" if finding.waiver else ""
        reason = ElementTree.SubElement(case, ELEMENTS[kind(finding)], message=printable(finding.details + waived))
        reason.text = printable(finding.remedy)
