"""What was asked, as the reports show it: how each sentence fares, and by which values."""

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from gate.asked.load import Request, Sentence, Shown
from gate.reports import html, markdown, verdict_json
from gate.reports.asked import Asked, asked
from gate.reports.evidence import Evidence
from gate.reports.shown_values import shown
from gate.reports.status import Status
from policies.core.examples import edited
from policies.core.known_stacks import SYSTEM
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Frozen, freeze
from tests.gate.reports.collected import evidence_of

NUMBERS = {"three": "3", "seven": "7", "ten": "10"}
WORD = re.compile(r"[\w.-]*\w")
FIGURES = re.compile(r"[a-z-]*\d+(?:\.\d+)*").findall


def said(evidence: Evidence, name: str) -> Asked:
    return next(each for each in asked(evidence) if each.id == name)


def changed(stacks: tuple[Stack, ...], type_: str, **values: Any) -> Evidence:
    """Of the same stacks, in which the first resource of a type has other values."""
    return evidence_of(edited(stack, values, stack.of(type_)[0]) if stack.name == SYSTEM else stack for stack in stacks)


def test_each_sentence_is_satisfied_or_says_what_no_file_can_show(both: Evidence) -> None:
    for each in asked(both):
        assert each.status is (Status.SUPPORTED if each.beyond else Status.SATISFIED), each.id


def test_the_values_of_a_sentence_are_those_of_the_stack(both: Evidence, both_stacks: tuple[Stack, ...]) -> None:
    assert said(both, "concurrency").values == "4 functions: 10, 10, 10, 10"
    groups = sum(len(stack.of("aws_cloudwatch_log_group")) for stack in both_stacks)
    assert said(both, "seven-days").values == f"{groups} log groups: 7 each"
    assert "3 tables: key transactions each" in said(both, "customer-managed-keys").values


def test_no_value_that_is_shown_is_missing_in_the_stack(both: Evidence, both_stacks: tuple[Stack, ...]) -> None:
    """A type or an attribute that nobody has any more would show nothing, and nobody would notice."""
    for sentence in both.asked.sentences:
        for value in sentence.values:
            assert shown(value, both_stacks), value
            assert "none" not in shown(value, both_stacks).split(), value


def test_a_number_and_a_region_that_a_sentence_names_are_among_its_values(both: Evidence) -> None:
    """They were asked for so, and a policy that asks for another would hold another sentence."""
    for each in asked(both):
        plain = each.sentence.replace(",", "")
        named = {NUMBERS.get(word.lower(), word) for word in WORD.findall(plain)} & {*NUMBERS.values(), *FIGURES(plain)}
        for word in named:
            assert word in each.values.replace(",", ""), f"{each.id}: {word} is not among {each.values!r}"


def test_a_value_that_was_moved_shows_and_its_sentence_fails(both_stacks: tuple[Stack, ...]) -> None:
    moved = changed(both_stacks, "aws_lambda_function", reserved_concurrent_executions=12)
    assert said(moved, "concurrency").values == "4 functions: 12, 10, 10, 10"
    assert said(moved, "concurrency").status is Status.FAILS
    assert said(moved, "seven-days").status is Status.SATISFIED


def test_a_value_that_is_gone_is_shown_as_none(both_stacks: tuple[Stack, ...]) -> None:
    moved = changed(both_stacks, "aws_lambda_function", reserved_concurrent_executions=None)
    assert said(moved, "concurrency").values == "4 functions: none, 10, 10, 10"


def test_many_values_are_counted(both_stacks: tuple[Stack, ...]) -> None:
    moved = changed(both_stacks, "aws_cloudwatch_log_group", retention_in_days=14)
    assert said(moved, "seven-days").values == "12 log groups: 7 (11), 14 (1)"


def test_a_sentence_of_which_one_policy_did_not_judge_is_not_judged(both: Evidence) -> None:
    asking = Request((Sentence("a", "A.", ("FRAUD_LOG_1", "FRAUD_LOG_99")),))
    (found,) = asked(replace(both, asked=asking))
    assert found.status is Status.NOT_JUDGED


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("policy of roles", "policies of roles"),
        ("key", "keys"),
        ("event bus", "event buses"),
        ("function, memory in MB", "functions, memory in MB"),
        ("method with api_key_required", "methods with api_key_required"),
    ],
)
def test_nouns_have_a_plural(noun: str, many: str, both_stacks: tuple[Stack, ...]) -> None:
    assert shown(Shown(noun, "aws_lambda_function"), both_stacks) == f"4 {many}"


def test_the_page_and_the_comment_begin_with_what_was_asked(both: Evidence) -> None:
    page, comment = html.render(both), markdown.render(both)
    assert page.index('id="asked"') < page.index('id="controls"')
    assert comment.index("## Asked") < comment.index("## By standard")
    for each in asked(both):
        assert each.sentence in unescape(page)
        assert each.sentence in comment


def test_the_verdict_has_each_sentence_with_its_status_its_policies_and_its_values(both: Evidence) -> None:
    told = {each["id"]: each for each in json.loads(verdict_json.render(both))["asked"]}
    assert told.keys() == {each.id for each in asked(both)}
    for each in asked(both):
        of = told[each.id]
        assert (of["sentence"], of["status"]) == (each.sentence, each.status.value)
        assert (of.get("values", ""), of.get("beyond", "")) == (each.values, each.beyond)
        assert [known["policy"] for known in of["policies"]] == [holding.policy for holding in each.holding]


def test_a_report_on_nothing_that_was_asked_has_no_such_section(both: Evidence) -> None:
    nothing = replace(both, asked=Request())
    assert 'id="asked"' not in html.render(nothing)
    assert "## Asked" not in markdown.render(nothing)


def test_a_sentence_that_fails_says_where(both_stacks: tuple[Stack, ...]) -> None:
    moved = changed(both_stacks, "aws_lambda_function", reserved_concurrent_executions=12)
    section = html.render(moved).partition('id="asked-concurrency"')[2].partition("</tbody>")[0]
    text = " ".join(unescape(re.sub("<[^>]+>", " ", section)).split())
    assert "4 places , of which 1 did not pass: fraud-detection/drain/transaction-drain/function" in text
    assert "12" in text


def test_a_value_that_is_secret_by_its_name_is_withheld_here_too() -> None:
    held = freeze({"name": "/model", "insecure_value": "hunter2"})
    assert isinstance(held, Frozen)
    stack = Stack((Resource("aws_ssm_parameter", "model", held),))
    assert shown(Shown("parameter", "aws_ssm_parameter", "insecure_value"), [stack]) == "1 parameter: (withheld)"


def test_a_comparison_of_an_event_pattern_reads_as_one() -> None:
    held = freeze({"name": "high", "event_pattern": {"numeric": [">", 5000]}})
    assert isinstance(held, Frozen)
    stack = Stack((Resource("aws_cloudwatch_event_rule", "high", held),))
    assert shown(Shown("rule", "aws_cloudwatch_event_rule", "event_pattern.numeric"), [stack]) == "1 rule: > 5000"
