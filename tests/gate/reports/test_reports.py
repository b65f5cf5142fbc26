"""Every face tells the same of one run, in its own format."""

import hashlib
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from gate.cli.command import gate
from gate.engines.judge import judge
from gate.exports.rows import findings
from gate.model import Assessment, Finding, Outcome, Verdict
from gate.provenance.resource import BYPRODUCTS, COUNTS
from gate.reports import write as report
from gate.reports.evidence import Evidence
from gate.reports.names import ATTESTATION, NAMES
from gate.reports.status import Status
from gate.waivers.apply import JudgedStack
from gate.waivers.load import Waiver
from policies.core.examples import edited
from policies.core.recorded_calls import blocks
from policies.core.recorded_calls import files as records
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from tests.gate.reports.sarif_shape import SARIF

DATE = "2026-11-25"
SCHEMA = json.loads(files("gate.reports").joinpath("verdict.schema.json").read_text())
KINDS = ("pass", "fail", "waived", "error")
RUNS = ("open", "closed", "waived", "error")


def of(*findings: Finding, digest: str = "sha256:" + "0" * 64) -> Evidence:
    return Evidence(DATE, (Assessment("cdk.tf.json", digest, findings),), rulebook())


@pytest.fixture(scope="module")
def real(synthesized: Path) -> Stack:
    return Stack.load(synthesized.read_bytes(), blocks(records()))


@pytest.fixture(scope="module", params=RUNS)
def evidence(request: pytest.FixtureRequest, real: Stack) -> Evidence:
    """Of the real stack; of one with longer log retention; of that with a waiver; of one that could not be judged."""
    stack, waivers, rules = real, tuple[Waiver, ...](), rulebook()
    group = real.of("aws_cloudwatch_log_group")[0]
    if request.param != "open":
        stack = edited(real, {"retention_in_days": 14}, group)
    found = judge(stack, rules)
    if request.param == "error":
        found = (*found, Finding("gate", "UNREADABLE", "<b>&\x00\ud800", Outcome.ERROR, "not | `JSON`\n", "fix it"))
    if request.param == "waived":
        judged = JudgedStack(found, stack, rules)
        until = date(2026, 12, 1)
        value = judged.value("FRAUD_LOG_1", group.place)
        waivers = (Waiver("FRAUD_LOG_1", group.place, "payments", "RISK-7", "a migration", until, value),)
        found = judged.waived(waivers, date.fromisoformat(DATE))
    beside = {"lambdas/x/calls.json": "sha256:" + "1" * 64}
    assessment = Assessment("cdk.tf.json", "sha256:" + "0" * 64, found, beside, stack)
    made = Evidence(DATE, (assessment,), tuple(policy for policy in rules if policy.is_asked(stack)), waivers)
    assert made.verdict.value == ("open" if request.param == "waived" else request.param)
    return made


def counted_in_json(text: str) -> Counter[str]:
    said = json.loads(text)
    found = Counter("waived" if each["waiver"] else each["outcome"] for each in findings(said))
    assert said["counts"] == {each: found[each] for each in KINDS}
    return found


def counted_in_markdown(text: str) -> Counter[str]:
    numbers = re.search(r"findings?: (\S+) passed, (\S+) failed, (?:(\S+) waived, )?(\S+) could not", text)
    assert numbers
    found = zip(KINDS, numbers.groups(), strict=True)
    return Counter({kind: int((each or "0").replace(",", "")) for kind, each in found})


def counted_in_sarif(text: str) -> Counter[str]:
    (run,) = json.loads(text)["runs"]
    by_rule = (Counter(each["properties"]["findings"]) for each in run["tool"]["driver"]["rules"])
    found: Counter[str] = sum(by_rule, Counter())
    assert {each: found[each] for each in KINDS} == run["properties"]["findings"]
    results = Counter(each["properties"]["outcome"] for each in run["results"])
    assert results == Counter({each: found[each] for each in KINDS if each != "pass" and found[each]})
    return found


def counted_in_junit(text: str) -> Counter[str]:
    root = ElementTree.fromstring(text)  # noqa: S314 - our own
    found = Counter[str]()
    for element in (root, *root.findall("testsuite")):
        inside = [len(element.findall(f".//{each}")) for each in ("testcase", "failure", "error")]
        assert [element.get(each) for each in ("tests", "failures", "errors")] == [str(each) for each in inside]
    for suite in root.findall("testsuite"):
        assert suite.get("skipped") == str(len(suite.findall(".//skipped")))
        said = {each.get("name", ""): each.get("value", "") for each in suite.iter("property")}
        found.update({kind: int(said[f"findings: {kind}"]) for kind in KINDS})
    return found


def counted_in_attestation(text: str) -> Counter[str]:
    return Counter(json.loads(text)["predicate"][COUNTS])


def counted_in_html(text: str) -> Counter[str]:
    found = counted_in_markdown(text)
    resources = text.partition('<section id="resources"')[2]
    rows = Counter(re.findall(r'<td><span class="o o-(\w+)">[^<]*</span></td>', resources))
    lists = re.findall(r'<p>Passed[^:]*: <span class="ids">(.*?)</span>', resources)
    rows["pass"] += sum(ids.count(",") + 1 for ids in lists)
    assert {each: rows[each] for each in KINDS} == {each: found[each] for each in KINDS}
    return found


def counted_in_oscal(text: str) -> Counter[str]:
    (result,) = json.loads(text)["assessment-results"]["results"]
    found: Counter[str] = Counter()
    items = result["local-definitions"]["inventory-items"]
    counted = Counter(each["uuid"] for each in items)
    # A component stands for its blocks.
    counted += Counter(
        each["implemented-components"][0]["component-uuid"]
        for each in items
        if any(known["name"] == "address" for known in each.get("props", ()))
    )
    for observation in result["observations"]:
        (outcome,) = (each["value"] for each in observation["props"] if each["name"] == "outcome")
        found[outcome] += sum(counted[subject["subject-uuid"]] for subject in observation["subjects"])
    return found


COUNTED = {
    "oscal-assessment-results.json": counted_in_oscal,
    "report.html": counted_in_html,
    "verdict.json": counted_in_json,
    "report.md": counted_in_markdown,
    "report.sarif": counted_in_sarif,
    "junit.xml": counted_in_junit,
}


@pytest.mark.parametrize("name", report.RENDERERS)
def test_every_face_has_the_same_counts(name: str, evidence: Evidence) -> None:
    found = COUNTED[name](report.RENDERERS[name](evidence))
    assert {each: found[each] for each in KINDS} == {each: evidence.counts[each] for each in KINDS}


def test_the_attestation_has_the_same_counts_and_the_digest_of_each_other_report(evidence: Evidence) -> None:
    reports = report.rendered(evidence)
    text = reports[ATTESTATION].decode()
    assert counted_in_attestation(text) == evidence.counts
    named = {each["name"]: each["digest"]["sha256"] for each in json.loads(text)["predicate"][BYPRODUCTS]}
    others = reports.keys() - {ATTESTATION}
    assert named == {name: hashlib.sha256(reports[name]).hexdigest() for name in others}


@pytest.mark.parametrize("name", report.RENDERERS)
def test_a_face_of_the_same_evidence_has_the_same_bytes(name: str, evidence: Evidence) -> None:
    first = report.RENDERERS[name](evidence)
    assert (
        report.RENDERERS[name](Evidence(evidence.date, evidence.assessments, evidence.policies, evidence.waivers))
        == first
    )


def test_two_runs_on_the_same_bytes_and_day_write_the_same_bytes(synthesized: Path, tmp_path: Path) -> None:
    for each in ("one", "other"):
        command = ["check", str(synthesized), "--date", DATE, "--reports", str(tmp_path / each)]
        assert CliRunner().invoke(gate, command).exit_code == 0
    for name in NAMES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()
    assert {path.name for path in (tmp_path / "one").iterdir()} == set(NAMES)
    # The findings of all engines, not of our own judge alone.
    said = json.loads((tmp_path / "one" / "verdict.json").read_text())
    assert list(Draft202012Validator(SCHEMA).iter_errors(said)) == []
    assert {each["source"] for each in said["findings"]} == {"policies", "claims", "checkov", "pytest"}


def test_the_verdict_is_as_its_schema_says(evidence: Evidence) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    said = json.loads(report.RENDERERS["verdict.json"](evidence))
    Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(said)
    assert said["verdict"] == evidence.verdict.value


@pytest.mark.parametrize("damage", ["verdict", "counts", "date", "digest"])
def test_the_schema_refuses_what_is_not_a_verdict(damage: str) -> None:
    said = json.loads(report.RENDERERS["verdict.json"](of()))
    assert not list(Draft202012Validator(SCHEMA).iter_errors(said))
    assert list(Draft202012Validator(SCHEMA).iter_errors({**said, damage: "nonsense" if damage != "date" else 1}))
    assert list(
        Draft202012Validator(SCHEMA).iter_errors({name: value for name, value in said.items() if name != damage})
    )


def test_the_verdict_holds_every_finding_with_every_value_that_was_read(evidence: Evidence) -> None:
    said = json.loads(report.RENDERERS["verdict.json"](evidence))
    expected = Counter[str]()
    for finding in evidence.findings:
        values = evidence.values.get((finding.policy, finding.place), ()) if finding.source == "policies" else ()
        flat = {**finding._asdict(), "outcome": finding.outcome.value, "values": dict(values), "places": None}
        expected[json.dumps(flat, sort_keys=True)] += 1
    assert Counter(json.dumps({**each, "places": None}, sort_keys=True) for each in findings(said)) == expected


def test_a_finding_that_is_there_twice_is_told_twice() -> None:
    finding = Finding("policies", "FRAUD_LOG_1", "p", Outcome.FAIL, "is wrong")
    said = json.loads(report.RENDERERS["verdict.json"](of(finding, finding)))
    assert [each["place"] for each in findings(said)] == ["p", "p"]


def test_the_page_for_a_pull_request_is_short(evidence: Evidence) -> None:
    assert len(report.RENDERERS["report.md"](evidence).splitlines()) < 60


def test_code_scanning_hears_whether_the_run_could_judge(evidence: Evidence) -> None:
    (run,) = json.loads(report.RENDERERS["report.sarif"](evidence))["runs"]
    assert [each["executionSuccessful"] for each in run["invocations"]] == [evidence.verdict is not Verdict.ERROR]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == [each["ruleId"] for each in run["results"]]


JUNIT = {
    "testsuites": ({"name", "tests", "failures", "errors"}, {"testsuite"}),
    "testsuite": ({"name", "timestamp", "tests", "failures", "errors", "skipped"}, {"properties", "testcase"}),
    "properties": (set[str](), {"property"}),
    "property": ({"name", "value"}, set[str]()),
    "testcase": ({"classname", "name"}, {"failure", "error", "skipped"}),
    **dict.fromkeys(("failure", "error", "skipped"), ({"message"}, set[str]())),
}


def test_test_results_have_the_elements_and_attributes_that_their_readers_know(evidence: Evidence) -> None:
    root = ElementTree.fromstring(report.RENDERERS["junit.xml"](evidence))  # noqa: S314 - our own
    assert root.tag == "testsuites"
    for element in root.iter():
        attributes, inside = JUNIT[element.tag]
        assert set(element.attrib) == attributes
        assert {each.tag for each in element} <= inside


def test_code_scanning_gets_what_its_standard_allows(evidence: Evidence) -> None:
    said = json.loads(report.RENDERERS["report.sarif"](evidence))
    assert list(Draft202012Validator(SARIF).iter_errors(said)) == []
    for result in said["runs"][0]["results"]:
        result["kind"] = "pass"
        assert list(Draft202012Validator(SARIF).iter_errors(said))


def test_a_waived_finding_stays_visible_with_its_ticket_its_owner_and_the_days_left(evidence: Evidence) -> None:
    for name in report.RENDERERS:
        assert ("RISK-7" in report.RENDERERS[name](evidence)) is bool(evidence.waivers), name
    if evidence.waivers:
        assert "| payments | 6 |" in report.RENDERERS["report.md"](evidence)


VOID = {"meta", "link", "input", "br", "path", "rect"}


class Page(HTMLParser):
    """What a browser would find wrong in a page: tags that do not fit, ids that are there twice, what it fetches."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [str(found["id"])] if "id" in found else []
        self.links += [str(found[each]) for each in ("src", "href") if each in found]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def test_the_page_is_whole_and_needs_nothing_else(evidence: Evidence) -> None:
    page = Page(report.RENDERERS["report.html"](evidence))
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert {each for each in page.links if each[0] != "#"} == {"data:,"}
    assert {each[1:] for each in page.links if each[0] == "#"} <= set(page.ids)


def test_nothing_that_a_file_says_becomes_a_part_of_the_page() -> None:
    hostile = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    waiver = Waiver(hostile, hostile, hostile, hostile, hostile, date(2026, 12, 1), hostile)
    finding = Finding("policies", "FRAUD_LOG_1", hostile, Outcome.FAIL, hostile, hostile)
    text = report.RENDERERS["report.html"](
        Evidence(DATE, (Assessment(hostile, "", (finding,)),), rulebook(), (waiver,))
    )
    assert text.count("<script>") == 1
    assert "<img" not in text


def test_controls_come_in_the_order_of_their_standards(evidence: Evidence) -> None:
    numbers = [each.number for each in evidence.services if each.standard == "PCI DSS 4.0.1"]
    assert numbers.index("3.5.1") < numbers.index("10.2.1") < numbers.index("10.3.2")


def test_every_gap_has_a_reason_and_an_owner(evidence: Evidence) -> None:
    gaps = [each.mapped for each in evidence.gaps]
    assert [each.control.number for each in gaps] == ["10.5.1"]
    assert all(each.reason and each.owner for each in gaps)


def test_a_gap_that_names_no_day_is_shown_and_is_overdue(evidence: Evidence) -> None:
    (gap,) = evidence.gaps
    kind = type(gap.policy)
    undated = type(kind.__name__, (kind,), {"controls": (replace(gap.mapped, since=None, until=None),)})()
    page = report.RENDERERS["report.html"](replace(evidence, policies=(undated,)))
    shown = page.partition('<section id="gaps"')[2].partition("</section>")[0]
    assert gap.mapped.reason in shown
    assert "overdue" in shown


def test_a_control_whose_policies_found_nothing_is_not_judged() -> None:
    said = json.loads(report.RENDERERS["verdict.json"](of(Finding("gate", "UNREADABLE", "x", Outcome.ERROR))))
    assert {each["status"] for each in said["controls"]} == {"not judged"}


def statuses_in_html(text: str) -> dict[str, str]:
    summary = r'id="control-([^"]+)">\s*<summary><span[^>]*>([a-z ]+)</span>'
    return dict(re.findall(summary, text))


def test_every_report_says_the_same_of_a_control(evidence: Evidence) -> None:
    said = json.loads(report.RENDERERS["verdict.json"](evidence))
    known = {(each["standard"], each["number"]): each["status"] for each in said["controls"]}
    assert known["PCI DSS 4.0.1", "10.5.1"] == ("fails" if evidence.counts["fail"] or evidence.waivers else "gap")
    shown = statuses_in_html(report.RENDERERS["report.html"](evidence))
    assert shown == {f"{standard.replace(' ', '-')}-{number}": word for (standard, number), word in known.items()}
    results = json.loads(report.RENDERERS["oscal-assessment-results.json"](evidence))["assessment-results"]["results"]
    remarks = {each["title"]: each["target"]["status"]["remarks"] for each in results[0]["findings"]}
    assert {title: text.partition(":")[0].lower() for title, text in remarks.items()} == {
        " ".join(name): word for name, word in known.items()
    }
    for standard in {standard for standard, _ in known}:
        words = [word for (of, _), word in known.items() if of == standard]
        row = " | ".join([standard, str(len(words)), *(str(words.count(each.value)) for each in Status)])
        assert f"| {row} |" in report.RENDERERS["report.md"](evidence)
