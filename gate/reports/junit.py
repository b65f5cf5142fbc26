"""`junit.xml`: the evidence for whatever reads test results; a suite an engine, a case a rule, passed or not.

Readers know a case again by its class and name, so it keeps both when it fails: its places stand in its result. The
properties of a suite count the findings, which `verdict.json` holds one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from gate.model import Finding
from gate.moment import whole
from gate.reports.evidence import Evidence
from gate.reports.head import head
from gate.words import KINDS, counted_noun, counts, kind, printable, worst_kind

ELEMENTS = {"fail": "failure", "error": "error", "waived": "skipped"}


def render(evidence: Evidence) -> str:
    """The text of the file."""
    # The root has no place for properties, for what was skipped, nor for a time; which is in UTC, and without a zone.
    root = ElementTree.Element("testsuites", {"name": "gate"})
    for source in dict.fromkeys(finding.source for finding in evidence.findings):
        about = {"name": source, "timestamp": whole(evidence.moment).removesuffix("Z")}
        suite = ElementTree.SubElement(root, "testsuite", about)
        _suite(suite, [finding for finding in evidence.findings if finding.source == source], evidence)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "")) for suite in root)))
    ElementTree.indent(root, space="")
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(suite: ElementTree.Element, findings: Sequence[Finding], evidence: Evidence) -> None:
    rules: dict[str, list[Finding]] = {}
    for finding in findings:
        rules.setdefault(finding.policy, []).append(finding)
    worst = [worst_kind(counts(found)) for found in rules.values()]
    suite.set("tests", str(len(rules)))
    for name, outcome in (("failures", "fail"), ("errors", "error"), ("skipped", "waived")):
        suite.set(name, str(worst.count(outcome)))
    count = counts(findings)
    about = {**head(evidence), **{f"findings: {outcome}": str(count[outcome]) for outcome in KINDS}}
    properties = ElementTree.SubElement(suite, "properties")
    for name, value in about.items():
        ElementTree.SubElement(properties, "property", name=name, value=printable(value))
    for policy, found in rules.items():
        _case(ElementTree.SubElement(suite, "testcase", classname=suite.get("name", ""), name=printable(policy)), found)


def _case(case: ElementTree.Element, findings: Sequence[Finding]) -> None:
    """The worst of its findings decides; those that do not pass are named, a line each."""
    others = [finding for finding in findings if kind(finding) in ELEMENTS]
    worst = worst_kind(counts(findings))
    if others:
        message = f"{len(others):,} of {counted_noun(len(findings), 'finding')}: {_told(others[0])}"
        result = ElementTree.SubElement(case, ELEMENTS[worst], message=message)
        result.text = "\n".join(map(_told, others))


def _told(finding: Finding) -> str:
    waived = f"(waived: {finding.waiver})" if finding.waiver else ""
    said = " ".join(filter(None, (finding.details, waived)))
    return printable("; ".join(filter(None, (f"{finding.place}: {said}", finding.remedy))))
