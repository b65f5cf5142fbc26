"""Two syntheses are the same only if every file is, but for what was reviewed."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from successor.comparing import Files, compare
from successor.reviewed import CannotCompare, Ignored

STACK = "stacks/fraud-detection/cdk.tf.json"
BUNDLE = "stacks/fraud-detection/assets/fraud-analyzer.zip"
VERSION = Ignored(file="cdk.tf.json", path=("//", "metadata", "version"), reason="a comment")
SOURCE = Ignored(
    file="cdk.tf.json", path=("terraform", "source"), reason="the same", ours="aws", theirs="hashicorp/aws"
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def synthesized(*, version: str = "0.21.0", **changes: Any) -> dict[str, bytes]:
    """A stack with two queues, and a bundle; each change replaces a key of the file."""
    queues = {"orders": {"delay_seconds": 5, "tags": ["a", "b"]}, "letters": {"delay_seconds": 0}}
    file = {"//": {"metadata": {"version": version}}, "resource": {"aws_sqs_queue": queues}} | changes
    return {STACK: json.dumps(file).encode(), BUNDLE: b"code"}


def queues(**named: Any) -> dict[str, Any]:
    both = {"orders": {"delay_seconds": 5, "tags": ["a", "b"]}, "letters": {"delay_seconds": 0}} | named
    return {"aws_sqs_queue": {name: body for name, body in both.items() if body is not None}}


def lines(theirs: Files, *table: Ignored) -> list[str]:
    return [str(difference) for difference in compare(synthesized(), theirs, table).differences]


def test_equal_files_do_not_differ() -> None:
    assert lines(synthesized()) == []


def test_a_changed_attribute_is_named_by_stack_address_and_attribute() -> None:
    theirs = synthesized(resource=queues(orders={"delay_seconds": 6, "tags": ["a", "b"]}))
    assert lines(theirs) == ["fraud-detection: aws_sqs_queue.orders: delay_seconds: 5 by ours, 6 by the successor"]


@pytest.mark.parametrize("value", [True, "5", None, [5], {"value": 5}])
def test_a_value_of_another_type_is_another_value(value: object) -> None:
    (line,) = lines(synthesized(resource=queues(orders={"delay_seconds": value, "tags": ["a", "b"]})))
    assert line.startswith("fraud-detection: aws_sqs_queue.orders: delay_seconds: 5 by ours, ")


def test_true_is_not_one() -> None:
    ours, theirs = synthesized(locals={"value": 1}), synthesized(locals={"value": True})
    (difference,) = compare(ours, theirs, ()).differences
    assert str(difference) == "fraud-detection: locals.value: 1 by ours, true by the successor"


def test_an_element_of_a_list_is_named_by_its_number() -> None:
    (line,) = lines(synthesized(resource=queues(orders={"delay_seconds": 5, "tags": ["a", "c"]})))
    assert line == 'fraud-detection: aws_sqs_queue.orders: tags.1: "b" by ours, "c" by the successor'


def test_a_list_of_another_length_is_another_value() -> None:
    (line,) = lines(synthesized(resource=queues(orders={"delay_seconds": 5, "tags": ["a"]})))
    assert line == 'fraud-detection: aws_sqs_queue.orders: tags: ["a", "b"] by ours, ["a"] by the successor'


def test_a_missing_resource_is_one_line() -> None:
    (line,) = lines(synthesized(resource=queues(letters=None)))
    assert line == 'fraud-detection: aws_sqs_queue.letters: {"delay_seconds": 0} by ours, nothing by the successor'


def test_a_resource_more_is_one_line_though_it_is_the_first_of_its_type() -> None:
    (line,) = lines(synthesized(resource=queues() | {"aws_kms_key": {"new": {"policy": "{}"}}}))
    assert line == 'fraud-detection: aws_kms_key.new: nothing by ours, {"policy": "{}"} by the successor'


def test_without_any_resource_each_of_ours_is_a_line() -> None:
    theirs = {STACK: json.dumps({"//": {"metadata": {"version": "0.21.0"}}}).encode(), BUNDLE: b"code"}
    assert [line.split(": ")[1] for line in lines(theirs)] == ["aws_sqs_queue.letters", "aws_sqs_queue.orders"]


def test_null_is_not_the_same_as_nothing() -> None:
    (line,) = lines(synthesized(resource=queues(orders={"delay_seconds": 5, "tags": ["a", "b"], "policy": None})))
    assert line.endswith("policy: nothing by ours, null by the successor")


def test_of_a_long_text_the_part_is_shown_that_differs() -> None:
    ours, theirs = (synthesized(output={"name": {"value": f"{'a' * 500}{end}{'z' * 500}"}}) for end in "xy")
    (difference,) = compare(ours, theirs, ()).differences
    assert str(difference).startswith("fraud-detection: output.name: value: ...aaa")
    assert "ax" in str(difference)
    assert "ay" in str(difference)
    assert len(str(difference)) < 250


def test_another_bundle_is_a_line() -> None:
    (line,) = lines(synthesized() | {BUNDLE: b"other code"})
    assert line.startswith("fraud-detection: assets/fraud-analyzer.zip: ")


@pytest.mark.parametrize("name", ["stacks/fraud-detection/more.zip", "stacks/more/cdk.tf.json", "more.json"])
def test_a_file_that_one_side_alone_wrote_is_a_line(name: str) -> None:
    (more,) = lines(synthesized() | {name: b"{}"})
    assert more.endswith("by the successor")
    assert "nothing by ours" in more
    (fewer,) = compare(synthesized() | {name: b"{}"}, synthesized(), ()).differences
    assert str(fewer).endswith("nothing by the successor")


def test_a_reviewed_entry_is_ignored_and_kept_for_the_reader() -> None:
    compared = compare(synthesized(), synthesized(version="0.24.0"), [VERSION])
    assert compared.differences == ()
    (difference,) = compared.ignored[VERSION]
    assert (difference.ours, difference.theirs) == ("0.21.0", "0.24.0")


def test_an_entry_that_ignores_nothing_is_an_error() -> None:
    with pytest.raises(
        CannotCompare, match=r"//\.metadata\.version of cdk\.tf\.json ignores nothing; remove the entry"
    ):
        compare(synthesized(), synthesized(), [VERSION])


def test_an_entry_that_names_texts_ignores_no_other() -> None:
    ours = synthesized(terraform={"source": "aws"})
    assert not compare(ours, synthesized(terraform={"source": "hashicorp/aws"}), [SOURCE]).differences
    (difference,) = compare(ours, synthesized(terraform={"source": "other/aws"}), [SOURCE]).differences
    assert str(difference) == 'fraud-detection: terraform: source: "aws" by ours, "other/aws" by the successor'


@pytest.mark.parametrize("comment", [{}, {"metadata": {}}, {"metadata": {"version": 24}}])
def test_only_a_text_on_both_sides_is_ignored(comment: object) -> None:
    changes: dict[str, Any] = {"//": comment}
    assert lines(synthesized(**changes), VERSION)
    assert compare(synthesized(**changes), synthesized(), [VERSION]).differences


def test_an_entry_is_of_one_place_of_one_file() -> None:
    theirs = synthesized(version="0.24.0") | {"manifest.json": b'{"version": "0.24.0"}'}
    ours = synthesized() | {"manifest.json": b'{"version": "0.21.0"}'}
    (line,) = map(str, compare(ours, theirs, [VERSION]).differences)
    assert line == 'manifest.json: version: "0.21.0" by ours, "0.24.0" by the successor'


def test_another_place_of_the_same_file_is_not_ignored() -> None:
    theirs = synthesized(version="0.24.0", resource=queues(orders={"delay_seconds": "6", "tags": ["a", "b"]}))
    ours = synthesized(resource=queues(orders={"delay_seconds": "5", "tags": ["a", "b"]}))
    assert len(compare(ours, theirs, [VERSION]).differences) == 1


def test_no_stack_of_ours_is_an_error() -> None:
    with pytest.raises(CannotCompare, match=r"ours synthesized no cdk\.tf\.json"):
        compare({}, {}, ())


@pytest.mark.parametrize("content", [b"{", b'{"a": 1, "a": 2}', b"\xff"])
def test_a_file_that_cannot_be_read_is_an_error(content: bytes) -> None:
    with pytest.raises(CannotCompare, match=f"^{STACK}: "):
        compare(synthesized(), synthesized() | {STACK: content}, ())


@given(JSON, JSON)
def test_two_values_are_equal_only_if_they_read_the_same(one: object, other: object) -> None:
    ours, theirs = synthesized(locals={"value": one}), synthesized(locals={"value": other})
    equal = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert bool(compare(ours, theirs, ()).differences) is not equal


@given(st.dictionaries(st.text(max_size=3), JSON, max_size=3))
def test_the_order_of_keys_means_nothing_to_terraform(body: dict[str, Any]) -> None:
    turned = dict(reversed(body.items()))
    assert not compare(synthesized(locals=body), synthesized(locals=turned), ()).differences
