"""A record of calls is read whole, or refused in one line that names its file."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.core import recorded_calls as recorded
from policies.core.recorded_calls import BrokenRecord, blocks, files
from policies.core.stack import Stack
from policies.core.terraform_file import Unreadable

FILE = "lambdas/fraud_analyzer/calls.json"
GET, PUT = ({"action": f"ssm:{verb}Parameters", "on": "ENDPOINT"} for verb in ("Get", "Put"))
SOURCE = recorded.source_digest({})
EMPTY = json.dumps({"source": SOURCE, "calls": []}).encode()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


def record(*calls: object) -> bytes:
    """A record of these calls, as bytes."""
    return json.dumps({"source": SOURCE, "calls": calls}).encode()


def refusal(data: bytes, file: str = FILE) -> str:
    with pytest.raises(BrokenRecord) as refused:
        list(blocks({file: data}))
    return str(refused.value)


def lay(folder: Path, records: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes these the project's records."""
    monkeypatch.setattr(recorded, "LAMBDAS", folder / "lambdas")
    for file, data in records.items():
        path = folder / file
        path.parent.mkdir(parents=True)
        path.write_bytes(data)


def test_a_record_is_a_block_that_is_named_after_its_function() -> None:
    (block,) = blocks({FILE: record(GET, PUT)})
    assert (block.address, block.place) == ("calls.fraud-analyzer", FILE)
    assert list(recorded.recorded(block)) == [("ssm:GetParameters", "ENDPOINT"), ("ssm:PutParameters", "ENDPOINT")]


def test_the_records_of_all_functions_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = {FILE: b"[]", "lambdas/no_such_function/calls.json": b"garbage"}
    lay(tmp_path, records, monkeypatch)
    assert files() == records


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not JSON"),
        (b"\xff", "not text in UTF-8"),
        (b"{}", "is no {"),
        (b"[]", "is no {"),
        (json.dumps([GET]).encode(), "is no {"),
        (json.dumps({"calls": [GET]}).encode(), "is no {"),
        (json.dumps({"source": SOURCE, "calls": [], "why": "?"}).encode(), "is no {"),
        (json.dumps({"source": None, "calls": []}).encode(), "is no digest"),
        (json.dumps({"source": SOURCE.upper(), "calls": []}).encode(), "is no digest"),
        (json.dumps({"source": SOURCE + "\n", "calls": []}).encode(), "is no digest"),
        (json.dumps({"source": SOURCE, "calls": {}}).encode(), "are no list"),
        (record({**GET, "why": "?"}), "are no list"),
        (record({"action": "ssm:GetParameters"}), "are no list"),
        (record({**GET, "action": "ssm:*"}), "are no list"),
        (record({**GET, "on": "*"}), "are no list"),
        (record({**GET, "on": ["ENDPOINT"]}), "are no list"),
        (record(PUT, GET), "not sorted"),
        (record(GET, GET), "stands twice"),
        (b'[{"action": "ssm:GetParameters", "action": "ssm:PutParameters", "on": "ENDPOINT"}]', "twice"),
    ],
)
def test_what_is_no_record_is_refused_with_its_file_its_reason_and_the_remedy(data: bytes, reason: str) -> None:
    said = refusal(data)
    assert said.startswith(f"{FILE}: ")
    assert reason in said
    assert "make calls" in said
    assert "\n" not in said


def test_a_record_in_a_folder_that_is_no_package_is_refused() -> None:
    assert "lies in no package" in refusal(EMPTY, "lambdas/fraud-analyzer/calls.json")


def test_a_folder_where_a_record_belongs_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE).mkdir(parents=True)
    monkeypatch.setattr(recorded, "LAMBDAS", tmp_path / "lambdas")
    with pytest.raises(BrokenRecord, match="is no regular file"):
        files()


def outcome(data: bytes) -> list[list[tuple[str, str]]] | str:
    """The calls of a record, or the reason why it is none."""
    try:
        return [list(recorded.recorded(each)) for each in blocks({FILE: data})]
    except BrokenRecord as refused:
        return str(refused)


@given(JSON)
def test_whatever_json_stands_there_it_is_a_record_or_refused_in_one_line(value: object) -> None:
    said = outcome(json.dumps({"source": SOURCE, "calls": value}).encode())
    assert said == [[]] if value == [] else "\n" not in said
    assert isinstance(outcome(json.dumps(value).encode()), str)


@given(st.lists(st.tuples(st.sampled_from(["ssm:A", "sns:B", "sqs:C"]), st.sampled_from("XYZ")), max_size=5))
def test_a_record_says_what_was_called_once_and_in_order_or_is_refused(calls: list[tuple[str, str]]) -> None:
    said = outcome(record(*({"action": action, "on": on} for action, on in calls)))
    assert (said == [calls]) is (calls == sorted(set(calls)))


@given(st.binary())
def test_whatever_bytes_stand_there_they_are_a_record_or_refused_in_one_line(data: bytes) -> None:
    assert "\n" not in outcome(data)


def test_the_judged_file_itself_can_hold_no_record() -> None:
    with pytest.raises(Unreadable):
        Stack.load(json.dumps({recorded.RECORD: {"fraud-analyzer": {"calls": []}}}).encode())
