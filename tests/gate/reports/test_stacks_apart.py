"""A report on several stacks says of each thing which of them it is about."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gate.assess import assess_stack
from gate.cli.result import show
from gate.criteria import read_criteria
from gate.deployed import Deployed, sources
from gate.engines.judge import judge
from gate.model import Assessment, Finding, Outcome
from gate.reports import html, junit, markdown
from gate.reports.evidence import Evidence
from gate.synthesis import ROOT
from policies.core.known_stacks import ACCOUNT, DELIVERY, KNOWN_STACKS, SYSTEM
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from policies.core.whole_stack import whole_stack

DATE = "2026-11-25"
RULES = rulebook()
CASE = "the whole stack, case fraud-analyzer"


def assessment(stack: Stack, name: str, *more: Finding) -> Assessment:
    file = f"cdktf.out/stacks/{name}/cdk.tf.json"
    return Assessment(file, "sha256:" + "0" * 64, (*judge(stack, RULES), *more), stack=stack)


@pytest.fixture(scope="module")
def evidence(synthesized: Path) -> Evidence:
    """Of all stacks, in the order of a run; a case of a pytest policy fails in one of them."""
    failed = Finding("pytest", "PYTEST_a", CASE, Outcome.FAIL, "is not there")
    made = [
        assessment(whole_stack(synthesized.parents[1] / name / synthesized.name), name, *more)
        for name, more in ((ACCOUNT, ()), (DELIVERY, ()), (SYSTEM, (failed,)))
    ]
    return Evidence(DATE, tuple(made), RULES)


def test_each_place_by_which_the_page_lists_findings_is_of_one_stack(evidence: Evidence) -> None:
    page = html.render(evidence).partition('id="resources"')[2].partition('id="declined"')[0]
    places = re.findall(r"<summary><span[^>]*>[^<]*</span> <code>([^<]*)</code>", page)
    assert len(places) == len({*places})
    assert {f"{name}: provider.aws" for name in KNOWN_STACKS} <= {*places}


def test_each_picture_of_the_page_has_the_name_of_its_stack(evidence: Evidence) -> None:
    page = html.render(evidence).partition('id="picture"')[2].partition("</section>")[0]
    pictures = [found for name in (ACCOUNT, DELIVERY, SYSTEM) for found in ((name, ""), ("", "svg"))]
    assert re.findall(r"<h3>([^<]*)</h3>|<(svg) ", page) == pictures


def test_a_case_of_the_whole_stack_is_of_the_stack_that_it_judges(evidence: Evidence) -> None:
    for report in (html.render(evidence), markdown.render(evidence), junit.render(evidence)):
        assert f"{SYSTEM}: {CASE}" in report


def test_the_command_line_says_of_each_line_which_stack_it_is_about(
    evidence: Evidence, capsys: pytest.CaptureFixture[str]
) -> None:
    show(evidence.assessments, as_json=False)
    assert f"{SYSTEM}: {CASE}: is not there" in capsys.readouterr().out
    show(evidence.assessments, as_json=True)
    assert CASE in {each["place"] for each in json.loads(capsys.readouterr().out)[-1]["findings"]}


def test_what_is_wrong_in_all_stacks_alike_is_one_line_before_all_verdicts(
    evidence: Evidence, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = Finding("gate", "BROKEN_RULEBOOK", "the rulebook", Outcome.ERROR, "does not import", "fix it")
    show([replace(each, findings=(broken,)) for each in evidence.assessments], as_json=False)
    line, *verdicts = capsys.readouterr().out.splitlines()
    places = ", ".join(f"{name}: the rulebook" for name in (ACCOUNT, DELIVERY, SYSTEM))
    assert line == f"{places}: does not import; fix it [BROKEN_RULEBOOK]"
    assert [ACCOUNT in verdicts[0], DELIVERY in verdicts[1], SYSTEM in verdicts[2]] == [True] * 3


def test_two_files_that_call_themselves_the_same_are_told_apart_by_their_folders(evidence: Evidence) -> None:
    account, _, system = evidence.assessments
    lying = assessment(Stack(system.resources, SYSTEM), ACCOUNT)
    labels = [each.label for each in (lying, system)]
    assert labels == [account.label, system.label] == [ACCOUNT, SYSTEM]


@pytest.mark.parametrize(("name", "records"), [(SYSTEM, True), (ACCOUNT, False)])
def test_the_recorded_calls_are_named_beside_the_stack_that_they_judge(
    name: str, records: bool, synthesized: Path
) -> None:

    deployed = Deployed.read(synthesized.parents[2], sources(ROOT))
    path = synthesized.parents[1] / name / synthesized.name
    found = assess_stack(deployed, name, path, read_criteria(), date.fromisoformat(DATE))
    assert bool(found.beside) is records
