"""The architecture diagram: made from the file, whole, readable, and not stale."""

import copy
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from gate.diagram.folding import LeftOut, folded
from gate.diagram.kinds import BOXES
from gate.diagram.lanes import lanes
from gate.diagram.steps import steps
from gate.diagram.svg import letters, svg
from gate.diagram.tree import diagram
from policies.core.stack import Stack

ROOT = Path(__file__).resolve().parents[3]
PICTURE = ROOT / "docs" / "system.svg"
NAMESPACE = "{http://www.w3.org/2000/svg}"

File = dict[str, Any]
Segment = tuple[tuple[int, int], tuple[int, int]]


def text_of(content: bytes) -> str:
    stack = Stack.load(content)
    return svg(diagram(stack, folded(stack)))


def drawn(file: File) -> ElementTree.Element:
    return ElementTree.fromstring(text_of(json.dumps(file).encode()))  # noqa: S314 - our own text


def texts(picture: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in picture.iter(f"{NAMESPACE}text")]


def with_queues(file: File) -> None:
    """Three more queues that a workflow's task sends to, one of which has dead letters."""
    resources = file["resource"]
    for name in ("one", "two", "three"):
        resources["aws_sqs_queue"][name] = {"name": f"queue-{name}"}
    resources["aws_sqs_queue"]["one"]["redrive_policy"] = '{"deadLetterTargetArn":"${aws_sqs_queue.two.arn}"}'
    (bus,) = resources["aws_cloudwatch_event_bus"]
    resources["aws_cloudwatch_event_target"]["more"] = {
        "event_bus_name": f"${{aws_cloudwatch_event_bus.{bus}.name}}",
        "arn": "${aws_sqs_queue.one.arn}",
        "input": "${aws_sqs_queue.three.arn}",
    }


def without_web_acl(file: File) -> None:
    for type_ in [type_ for type_ in file["resource"] if type_.startswith("aws_wafv2_")]:
        del file["resource"][type_]


def with_a_function_that_nobody_calls(file: File) -> None:
    file["resource"]["aws_lambda_function"]["new"] = {"function_name": "no-such-function", "runtime": "python3.11"}


def with_functions_in_a_circle(file: File) -> None:
    functions = file["resource"]["aws_lambda_function"]
    functions["ping"] = {
        "function_name": "ping",
        "environment": {"variables": {"TO": "${aws_lambda_function.pong.arn}"}},
    }
    functions["pong"] = {
        "function_name": "pong",
        "environment": {"variables": {"TO": "${aws_lambda_function.ping.arn}"}},
    }


def as_it_is(file: File) -> None:
    assert file


CHANGES = [as_it_is, with_queues, without_web_acl, with_a_function_that_nobody_calls, with_functions_in_a_circle]


@pytest.fixture(params=CHANGES, ids=lambda change: change.__name__)
def changed(request: pytest.FixtureRequest, stack: File) -> File:
    file = copy.deepcopy(stack)
    change: Callable[[File], None] = request.param
    change(file)
    return file


def test_the_picture_in_docs_is_that_of_the_stack(synthesized: Path) -> None:
    assert PICTURE.read_text(encoding="utf-8") == text_of(synthesized.read_bytes()), (
        "docs/system.svg is stale; draw it anew with: make picture"
    )


def test_every_resource_with_a_box_is_named_in_it_or_counted(changed: File) -> None:
    shown = texts(drawn(changed))
    for type_ in changed["resource"].keys() & BOXES.keys():
        resources, noun = changed["resource"][type_].values(), BOXES[type_].noun
        if noun:
            assert f"{len(resources)} {noun}s" in shown
        elif type_ != "aws_kms_key":
            for resource in resources:
                name = resource.get("name") or resource.get("function_name") or resource["dashboard_name"]
                assert any(name.endswith(text) for text in shown if text), name


def test_the_steps_stand_in_the_order_of_the_workflow(stack: File) -> None:
    shown = texts(drawn(stack))
    order = [
        *("ValidateTransaction", "ReadHistory", "AnalyzeTransaction", "StoreTransaction", "PublishEvent"),
        *("SendNotification", "CountAtMerchant"),
    ]
    assert [text for text in shown if text in order] == order


def test_each_key_says_what_it_encrypts(stack: File) -> None:
    shown = texts(drawn(stack))
    assert shown[shown.index("messages") + 1] == "encrypts EventBridge, SNS, SQS"
    assert shown[shown.index("dead-letters") + 1] == "encrypts SQS"


def test_a_step_leads_to_all_that_come_next(stack: File) -> None:
    (machine,) = Stack.load(json.dumps(stack).encode()).having(
        "aws_sfn_state_machine", "name", "transaction-processing"
    )
    after = {step.name: step.after for step in steps(machine)}
    assert after["AnalyzeTransaction"] == ("ValidateTransaction", "ReadHistory")
    assert after["PublishEvent"] == ("StoreTransaction", "StoreUncounted")
    assert (after["SettleTransaction"], after["SettleAlerted"]) == (("PublishEvent",), ("SendNotification",))
    assert after["ValidateTransaction"] == after["ReadHistory"] == ()


def test_steps_that_are_passed_have_lanes_and_what_would_cross_is_told_in_words(stack: File) -> None:
    assert dict(lanes([(0, 2), (2, 4), (3, 5), (5, 7)])) == {(0, 2): 0, (2, 4): 0, (5, 7): 0}
    assert dict(lanes([(0, 5), (1, 3), (0, 3)])) == {(1, 3): 0, (0, 3): 1, (0, 5): 2}
    shown = texts(drawn(stack))
    told = {text.removeprefix("then \N{RIGHTWARDS ARROW} ") for text in shown if text.startswith("then ")}
    assert told == {
        "PublishEvent",
        "CountAtMerchant",
        "TakeFromQueue",
        "Store",
        "StoreAndCount",
        "SpendCode",
        "FreeCard",
    }


def test_names_are_written_as_they_are(changed: File) -> None:
    assert not [text for text in texts(drawn(changed)) if "\\" in text]
    assert "encrypts Lambda, Parameter Store" in texts(drawn(changed))


def marks(group: ElementTree.Element) -> list[str]:
    """The letters of keys on a box."""
    keys = [mark for mark in group.iter(f"{NAMESPACE}g") if mark.get("class") == "key"]
    return [text.text or "" for key in keys for text in key.iter(f"{NAMESPACE}text")]


def boxes(picture: ElementTree.Element) -> list[ElementTree.Element]:
    return [group for group in picture.iter(f"{NAMESPACE}g") if group.get("class") != "key"]


def test_each_key_is_a_letter_of_its_own_on_what_it_encrypts_and_no_line(stack: File) -> None:
    marked = {texts(box)[0] + " " + texts(box)[-1]: marks(box) for box in boxes(drawn(stack))}
    own = [marks(box) for box in boxes(drawn(stack)) if "AWS KMS" in texts(box)]
    assert sorted(own) == [["C"], ["D"], ["L"], ["M"], ["T"]]
    assert marked["Amazon DynamoDB point-in-time recovery"] == ["T"]


def test_keys_that_begin_with_the_same_letter_get_others() -> None:
    assert letters(["logs", "messages"]) == {"logs": "L", "messages": "M"}
    assert letters(["logs", "ledger"]) == {"logs": "A", "ledger": "B"}
    assert len(set(letters([f"key-{number}" for number in range(40)]).values())) == 40


def test_what_a_topic_tells_comes_to_people(stack: File) -> None:
    shown = [texts(box) for box in boxes(drawn(stack))]
    assert shown[shown.index(["People", "by email, SMS"]) - 1] == ["Amazon SNS", "M", "fraud-alerts"]
    for subscription in stack["resource"]["aws_sns_topic_subscription"].values():
        assert subscription["protocol"] in ("email", "sms")


def test_a_topic_that_tells_no_people_leads_to_none(stack: File) -> None:
    file = copy.deepcopy(stack)
    for subscription in file["resource"]["aws_sns_topic_subscription"].values():
        subscription["protocol"] = "https"
    assert "People" not in texts(drawn(file))


def test_the_steps_of_a_choice_that_falls_back_are_not_on_the_way(stack: File) -> None:
    assert "KeepUnvalidated" not in texts(drawn(stack))


def test_a_type_that_the_diagram_does_not_know_is_refused_by_name(stack: File) -> None:
    file = copy.deepcopy(stack)
    file["resource"]["aws_efs_file_system"] = {"evidence": {"bucket": "evidence"}}
    with pytest.raises(LeftOut, match=r"^aws_efs_file_system\.evidence: .* add it to BOXES in gate/diagram/kinds\.py"):
        drawn(file)


def test_what_configures_nothing_that_is_shown_is_refused_by_name(stack: File) -> None:
    file = copy.deepcopy(stack)
    file["resource"]["aws_sns_topic_subscription"]["alone"] = {"protocol": "email", "topic_arn": "arn:aws:sns:x"}
    with pytest.raises(LeftOut, match=r"^aws_sns_topic_subscription\.alone: is connected to no aws_sns_topic"):
        drawn(file)


def rectangles(picture: ElementTree.Element) -> list[tuple[int, int, int, int]]:
    """(left, top, right, bottom) of each box but the panel of a workflow, which its steps are in."""
    found = []
    for group in boxes(picture):
        names = [text.text for text in group.iter(f"{NAMESPACE}text")]
        if "AWS Step Functions" not in names:
            box = next(group.iter(f"{NAMESPACE}rect"))
            left, top, width, height = (int(box.attrib[key]) for key in ("x", "y", "width", "height"))
            found.append((left, top, left + width, top + height))
    return found


def test_no_two_boxes_overlap(changed: File) -> None:
    found = rectangles(drawn(changed))
    assert len(found) > 20
    for one, other in combinations(found, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1], (one, other)


def test_all_text_stays_in_its_box(changed: File) -> None:
    for group in boxes(drawn(changed)):
        box = next(group.iter(f"{NAMESPACE}rect"))
        right, bottom = (int(box.attrib[at]) + int(box.attrib[by]) for at, by in (("x", "width"), ("y", "height")))
        for text in group.iter(f"{NAMESPACE}text"):
            assert float(text.attrib["y"]) < bottom
            assert int(text.attrib["x"]) + 6 * len(text.text or "") < right, text.text


def arrows(picture: ElementTree.Element) -> list[list[Segment]]:
    found = []
    for line in picture.iter(f"{NAMESPACE}path"):
        if line.get("class", "").startswith("line"):
            points = [(int(x), int(y)) for x, y in re.findall(r"(\d+) (\d+)", line.attrib["d"])]
            found.append(list(pairwise(points)))
    return found


def inside(value: int, ends: tuple[int, int]) -> bool:
    return min(ends) < value < max(ends)


def cross(one: Segment, other: Segment) -> bool:
    """Whether a horizontal and a vertical segment cut through each other."""
    for (left, right), (above, below) in ((one, other), (other, one)):
        if left[1] == right[1] and above[0] == below[0]:
            return inside(above[0], (left[0], right[0])) and inside(left[1], (above[1], below[1]))
    return False


def test_every_arrow_has_a_head_that_is_there(changed: File) -> None:
    picture = drawn(changed)
    heads = {f"url(#{marker.get('id')})" for marker in picture.iter(f"{NAMESPACE}marker")}
    lines = [line for line in picture.iter(f"{NAMESPACE}path") if line.get("class", "").startswith("line")]
    assert len(lines) > 15
    assert {line.get("marker-end") for line in lines} == heads


def test_no_two_arrows_cross(changed: File) -> None:
    found = arrows(drawn(changed))
    assert len(found) > 15
    for one, other in combinations(found, 2):
        assert not any(cross(first, second) for first in one for second in other), (one, other)


def through(segment: Segment, box: tuple[int, int, int, int]) -> bool:
    """Whether a segment runs through the inside of a box."""
    (x1, y1), (x2, y2) = segment
    left, top, right, bottom = box
    return min(x1, x2) < right and max(x1, x2) > left and min(y1, y2) < bottom and max(y1, y2) > top


def test_no_arrow_goes_through_a_box(changed: File) -> None:
    picture = drawn(changed)
    for segments in arrows(picture):
        assert not any(through(segment, box) for segment in segments for box in rectangles(picture)), segments


def test_it_needs_nothing_from_outside_and_says_what_it_is() -> None:
    text = PICTURE.read_text(encoding="utf-8")
    assert re.findall(r"https?://[^\"]*", text) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"<script|@import|@font-face|href|<image", text)
    for part in ("<title", "<desc", "prefers-color-scheme: dark"):
        assert part in text


def test_a_name_is_text_and_no_markup(stack: File) -> None:
    file = copy.deepcopy(stack)
    table, *_ = file["resource"]["aws_dynamodb_table"].values()
    table["name"] = '<b>transactions & "more"'
    assert table["name"] in texts(drawn(file))


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "gate.diagram", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def refusals(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    yield tmp_path / "missing.json", "No such file"
    (tmp_path / "text.json").write_text("text")
    yield tmp_path / "text.json", "give a cdk.tf.json as it was synthesized"
    named = {"//": {"metadata": {"stackName": "fraud-detection"}}}
    (tmp_path / "bucket.json").write_text(json.dumps({**named, "resource": {"aws_efs_file_system": {"evidence": {}}}}))
    yield tmp_path / "bucket.json", "add it to BOXES"


def test_the_command_writes_the_same_bytes(synthesized: Path, tmp_path: Path) -> None:
    assert run(synthesized, tmp_path / "system.svg").returncode == 0
    expected = text_of(synthesized.read_bytes())
    assert (tmp_path / "system.svg").read_text(encoding="utf-8") == expected


def test_the_command_refuses_in_one_line_and_writes_nothing(tmp_path: Path) -> None:
    for file, reason in refusals(tmp_path):
        done = run(file, tmp_path / "system.svg")
        assert done.returncode == 2
        assert reason in done.stderr
        assert done.stderr.count("\n") == 1
        assert not (tmp_path / "system.svg").exists()
