"""The picture in the report: each box leads to what was found there, and a file that is wrong is still reported."""

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gate.engines.judge import judge
from gate.model import Assessment, Finding, Outcome
from gate.reports import html, picture
from gate.reports.evidence import Evidence
from policies.core.examples import edited
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from tests.gate.reports.dom import words

NAMESPACE = "{http://www.w3.org/2000/svg}"
RULES = rulebook()


def shown(stack: Stack, *findings: Finding) -> str:
    text, reason = picture.picture(stack, Assessment("cdk.tf.json", "", findings), findings, "picture-1-")
    assert bool(text) is not bool(reason)
    return text or reason


def links(page: str) -> list[tuple[str, str]]:
    """The text of each box that is a link, and the id that it leads to."""
    section = page.partition('<section id="picture"')[2].partition("</section>")[0]
    found = re.findall(r'<a href="#([^"]+)">(.*?)</a>', section, re.DOTALL)
    return [(words(text), target) for target, text in found]


@pytest.fixture(scope="module")
def real(both_stacks: tuple[Stack, ...]) -> Stack:
    return max(both_stacks, key=lambda stack: len(stack.resources))


@pytest.fixture(scope="module")
def page(both: Evidence) -> str:
    return html.render(both)


def test_every_box_that_was_judged_leads_to_a_place_of_the_page_and_says_how_it_fares(page: str) -> None:
    found = links(page)
    assert len(found) > 25
    for text, target in found:
        assert f'id="{target}"' in page, text
        assert re.search(r"✓ [\d,]+ passed$", text), text


def test_ids_of_two_pictures_are_not_the_same(page: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_each_resource_of_both_stacks_stands_in_a_box(page: str, both: Evidence) -> None:
    places = [known.stack for known in both.assessments if known.stack]
    counted = [
        int(count.replace(",", "")) for text, _ in links(page) for count in re.findall(r"✓ ([\d,]+) passed", text)
    ]
    judged = {resource.place for stack in places for resource in stack.resources if resource.type.startswith("aws_")}
    assert sum(counted) == sum(finding.place in judged for finding in both.findings)


def test_a_box_leads_to_the_worst_of_its_resources_and_says_so_by_sign_and_word(real: Stack) -> None:
    group = real.of("aws_cloudwatch_log_group")[-1]
    stack = edited(real, {"retention_in_days": 14}, group)
    evidence = Evidence("2026-11-25", (Assessment("cdk.tf.json", "", judge(stack, RULES), stack=stack),), RULES)
    page = html.render(evidence)
    ((text, target),) = [(text, target) for text, target in links(page) if "log groups" in text]
    assert re.search(r"✗ [1-9]\d* failed$", text)
    assert f"<code>{group.place}</code>" in page.partition(f'id="{target}"')[2].partition("</summary>")[0]


def test_a_waived_failure_says_so(real: Stack) -> None:
    table = real.of("aws_dynamodb_table")[0]
    waived = Finding("policies", "FRAUD_TABLE_1", table.place, Outcome.FAIL, "no", waiver="RISK-7")
    assert "△ 1 waived" in shown(real, waived)


def with_values(file: dict[str, Any], type_: str, values: object) -> Stack:
    return Stack.load(json.dumps({**file, "resource": {**file["resource"], type_: values}}).encode())


def test_a_type_that_the_picture_does_not_know_is_shown_by_its_name(stack: dict[str, Any]) -> None:
    assert ">aws_efs_file_system</text>" in shown(with_values(stack, "aws_efs_file_system", {"evidence": {}}))


def test_too_many_resources_are_said_to_be_so(stack: dict[str, Any]) -> None:
    many = {f"queue-{number}": {"name": "queue"} for number in range(picture.MOST)}
    assert "too many for a picture" in shown(with_values(stack, "aws_sqs_queue", many))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.sampled_from(["${aws_sns_topic.x.arn}", "\x00\u202e<b>"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_file_with_a_value_of_any_other_shape_still_has_a_report(data: st.DataObject, stack: dict[str, Any]) -> None:
    type_ = data.draw(st.sampled_from(sorted(stack["resource"])))
    name = data.draw(st.sampled_from(sorted(stack["resource"][type_])))
    attribute = data.draw(st.sampled_from(sorted(stack["resource"][type_][name].keys() - {"//"})))
    changed = {**stack["resource"][type_][name], attribute: data.draw(JSON)}
    text = shown(with_values(stack, type_, {**stack["resource"][type_], name: changed}))
    if text.startswith("<svg"):
        assert ElementTree.fromstring(text).tag == f"{NAMESPACE}svg"  # noqa: S314 - our own text


def test_the_workflow_is_not_shown_where_its_definition_is_no_such_thing(stack: dict[str, Any]) -> None:
    machines = stack["resource"]["aws_sfn_state_machine"]
    name, machine = next(iter(machines.items()))
    wrong = {**machines, name: {**machine, "definition": json.dumps({"StartAt": "A", "States": {"A": 1}})}}
    assert shown(with_values(stack, "aws_sfn_state_machine", wrong)) == picture.NOT_SHOWN
