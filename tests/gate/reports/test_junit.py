"""Whatever reads test results finds each case under a name of its own, in one run and from run to run."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from gate.engines.judge import judge
from gate.model import WHOLE_STACK, Assessment, Finding, Outcome
from gate.reports import junit
from gate.reports.evidence import Evidence
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.resources import Resource
from policies.core.rulebook import rulebook
from policies.core.stack import Stack

DATE, RULES = "2026-11-25", rulebook()
RESULTS = {Outcome.FAIL: Failure, Outcome.ERROR: Error}
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


def test_no_two_cases_of_a_run_have_one_name(evidence: Evidence) -> None:
    assert [name for name, count in Counter(names(evidence)).items() if count > 1] == []
    assert len(names(evidence)) == len(evidence.findings)


@given(st.lists(FINDINGS, min_size=1, max_size=8))
def test_whatever_is_found_is_read_by_others_as_what_it_is(findings: list[Finding]) -> None:
    read = cases(of(*findings))
    assert len({(case.classname, case.name) for case in read}) == len(findings)
    told = Counter(type(case.result[0]) if case.result else None for case in read)
    waived = sum(bool(finding.waiver) for finding in findings)
    others = Counter(RESULTS.get(finding.outcome) for finding in findings if not finding.waiver)
    assert told == others + Counter({Skipped: waived})


def test_a_case_keeps_its_name_when_it_fails() -> None:
    name = names(of(Finding("policies", "FRAUD_LOG_1", "p", Outcome.PASS)))
    failed = Finding("policies", "FRAUD_LOG_1", "p", Outcome.FAIL, "is wrong")
    assert name == names(of(failed)) == names(of(failed, failed))[:1]


def test_a_case_says_which_engine_found_it() -> None:
    assert names(of(Finding("checkov", "CKV_AWS_7", "p", Outcome.PASS))) == [("checkov.CKV_AWS_7", "p")]
