"""`junit.xml`: the evidence for whatever reads test results; a suite an engine, a case a finding."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree

from gate.evidence import Evidence
from gate.finding import Finding, Outcome
from gate.words import printable

ELEMENTS = {Outcome.FAIL: "failure", Outcome.ERROR: "error"}


def drawn(evidence: Evidence) -> str:
    """The text of the file."""
    root = ElementTree.Element("testsuites", {"name": "gate", **_counts(evidence.findings)})
    for source in dict.fromkeys(each.source for each in evidence.findings):
        found = tuple(each for each in evidence.findings if each.source == source)
        suite = ElementTree.SubElement(root, "testsuite", {"name": source, **_counts(found)})
        for each in found:
            _case(suite, each)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _counts(findings: tuple[Finding, ...]) -> dict[str, str]:
    count = Counter(each.outcome for each in findings)
    numbers = {"tests": count.total(), "failures": count[Outcome.FAIL], "errors": count[Outcome.ERROR]}
    return {name: str(number) for name, number in numbers.items()}


def _case(suite: ElementTree.Element, finding: Finding) -> None:
    # A file's content may hold characters that XML has no way to write.
    case = ElementTree.SubElement(suite, "testcase", classname=finding.policy, name=printable(finding.place))
    if finding.outcome in ELEMENTS:
        said = ElementTree.SubElement(case, ELEMENTS[finding.outcome], message=printable(finding.details))
        said.text = printable(finding.remedy)
