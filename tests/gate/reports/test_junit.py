"""Whatever reads test results finds each case under a name of its own, in one run and from run to run."""

from collections import Counter
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from gate.engines.judge import judge
from gate.model import WHOLE_STACK, Assessment, Finding, Outcome
from gate.reports import junit
from gate.reports.evidence import Evidence
from gate.reports.head import head
from gate.words import KINDS, kind
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.resources import Resource
from policies.core.rulebook import rulebook
from policies.core.stack import Stack

DATE, RULES = "2026-11-25", rulebook()
RESULTS = {"fail": Failure, "error": Error, "waived": Skipped}
TEXTS = st.text(st.characters(categories=("L", "N", "P", "Zs", "Cc", "Cs")), max_size=3)
FINDINGS = st.builds(
    Finding,
    st.sampled_from(["policies", "checkov"]),
    st.sampled_from(["FRAUD_X_1", "FRAUD_X_2"]),
    st.sampled_from(["p", "p (2)", "p (3)", "\x00", "\\x00"]) | TEXTS,
    st.sampled_from(Outcome),
    TEXTS,
    TEXTS,
    st.sampled_from(["", "RISK-7"]),
)


def cases(evidence: Evidence) -> list[TestCase]:
    """The cases as others read them."""
    read = JUnitXml.fromstring(junit.render(evidence).encode())
    return [case for suite in read if isinstance(suite, TestSuite) for case in suite if isinstance(case, TestCase)]


def names(evidence: Evidence) -> list[tuple[str | None, str | None]]:
    return [(case.classname, case.name) for case in cases(evidence)]


def suites(evidence: Evidence) -> list[TestSuite]:
    return [suite for suite in JUnitXml.fromstring(junit.render(evidence).encode()) if isinstance(suite, TestSuite)]


def of(*findings: Finding) -> Evidence:
    return Evidence(DATE, (Assessment("cdk.tf.json", "", findings),), ())


@pytest.fixture(scope="module", params=["open", "closed"])
def evidence(request: pytest.FixtureRequest, synthesized: Path) -> Evidence:
    """Of both stacks, as they are and with attributes that nobody judges, in several places at once."""
    return Evidence(DATE, tuple(assessed(synthesized, name, request.param) for name in KNOWN_STACKS), RULES)


def assessed(synthesized: Path, name: str, state: str) -> Assessment:
    path = synthesized.parents[1] / name / synthesized.name
    stack = Stack.load(path.read_bytes())
    if state == "closed":
        more = {"nobody": "knows", "them": "both"}
        stack = Stack(
            tuple(Resource(each.type, each.name, {**each.values, **more}, each.path) for each in stack.resources),
            stack.name,
        )
    both = [Finding(source, "FRAUD_LOG_1", WHOLE_STACK, Outcome.FAIL, "is wrong") for source in ("checkov", "pytest")]
    return Assessment(str(path), "", (*judge(stack, RULES), *(both if state == "closed" else ())), stack=stack)


def test_each_rule_of_an_engine_is_one_case_under_a_name_of_its_own(evidence: Evidence) -> None:
    assert [name for name, count in Counter(names(evidence)).items() if count > 1] == []
    assert {*names(evidence)} == {(finding.source, finding.policy) for finding in evidence.findings}


def test_a_case_that_does_not_pass_names_every_place_and_what_to_do_there(evidence: Evidence) -> None:
    told = {(case.classname, case.name): case.result[0] for case in cases(evidence) if case.result}
    failing = [finding for finding in evidence.findings if finding.outcome is not Outcome.PASS]
    assert told.keys() == {(finding.source, finding.policy) for finding in failing}
    for finding in failing:
        lines = (told[finding.source, finding.policy].text or "").splitlines()
        assert any(finding.place in line and finding.details in line and finding.remedy in line for line in lines)


@given(st.lists(FINDINGS, min_size=1, max_size=8))
def test_whatever_is_found_is_read_by_others_as_the_worst_of_its_rule(findings: list[Finding]) -> None:
    read = cases(of(*findings))
    worst: dict[tuple[str, str], str] = {}
    for finding in findings:
        before = worst.get((finding.source, finding.policy), KINDS[0])
        worst[finding.source, finding.policy] = max(before, kind(finding), key=KINDS.index)
    told = {(case.classname, case.name): type(case.result[0]) if case.result else None for case in read}
    assert told == {rule: RESULTS.get(outcome) for rule, outcome in worst.items()}
    assert len(told) == len(read)


def test_a_case_keeps_its_name_when_it_fails() -> None:
    name = names(of(Finding("policies", "FRAUD_LOG_1", "p", Outcome.PASS)))
    failed = Finding("policies", "FRAUD_LOG_1", "p", Outcome.FAIL, "is wrong")
    assert name == names(of(failed)) == names(of(failed, failed)) == [("policies", "FRAUD_LOG_1")]


def test_a_suite_says_when_and_of_what_it_is_and_how_much_was_found() -> None:
    failed = Finding("policies", "FRAUD_LOG_1", "p", Outcome.FAIL, "is wrong")
    evidence = of(failed, failed._replace(outcome=Outcome.PASS), failed._replace(waiver="RISK-7"))
    (suite,) = suites(evidence)
    root = fromstring(junit.render(evidence))  # noqa: S314 - our own
    told = {each.get("name", ""): each.get("value", "") for each in root.iter("property")}
    assert suite.timestamp == "2026-11-25T00:00:00"
    assert told.items() >= head(evidence).items()
    assert [told[f"findings: {outcome}"] for outcome in KINDS] == ["1", "1", "1", "0"]
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (1, 1, 0, 0)
