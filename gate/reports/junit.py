"""`junit.xml`: the evidence for whatever reads test results; a suite an engine, a case a finding."""

from __future__ import annotations

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
        for finding in findings:
            _case(suite, finding)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _counts(findings: tuple[Finding, ...]) -> dict[str, str]:
    count = counts(findings)
    numbers = {"failures": count["fail"], "errors": count["error"], "skipped": count["waived"]}
    return {name: str(number) for name, number in {"tests": count.total(), **numbers}.items()}


def _case(suite: ElementTree.Element, finding: Finding) -> None:
    # A file's content may hold characters that XML has no way to write.
    case = ElementTree.SubElement(suite, "testcase", classname=finding.policy, name=printable(finding.place))
    if kind(finding) in ELEMENTS:
        waived = f" (waived: {finding.waiver})" if finding.waiver else ""
        reason = ElementTree.SubElement(case, ELEMENTS[kind(finding)], message=printable(finding.details + waived))
        reason.text = printable(finding.remedy)
