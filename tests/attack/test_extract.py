"""The extract of the provider's schema: that it is what the provider says, where one lies on this machine."""

import json
import os

import pytest

from attack import extract
from gate.provider.schema import EXTRACT, schema
from live.missing import Missing
from policies.core.rulebook import rulebook

SAID = {
    "resource_schemas": {
        "aws_one": {
            "block": {
                "attributes": {
                    "name": {"type": "string", "required": True},
                    "note": {"type": "string", "optional": True, "computed": True},
                    "arn": {"type": "string", "computed": True},
                },
                "block_types": {
                    "first": {"nesting_mode": "list", "min_items": 1, "block": {"attributes": {}}},
                    "second": {"nesting_mode": "set", "block": {"attributes": {}}},
                },
            }
        },
        "aws_two": {"block": {}},
        "aws_three": {"block": {}},
    },
    "data_source_schemas": {"aws_four": {}},
}


def test_the_extract_is_what_the_provider_says() -> None:
    types = {type_ for policy in rulebook() for type_ in policy.applies_to if type_.startswith("aws_")}
    try:
        said = extract.asked(schema().version)
    except Missing as missing:
        if os.environ.get("LIVE") == "required":
            raise
        pytest.skip(str(missing))
    assert extract.written(extract.extract(said, schema().version, types)) == EXTRACT.read_text(encoding="utf-8"), (
        "policies/schema.json is stale: run `make schema`"
    )


def test_an_argument_is_what_a_person_may_write() -> None:
    block = extract.extract(SAID, "1.0.0", ["aws_one"])["blocks"]["aws_one"]
    assert block["arguments"] == {"name": ["string", 1], "note": ["string", 0]}


def test_equal_blocks_stand_once_and_types_under_their_own_names() -> None:
    extracted = extract.extract(SAID, "1.0.0", ["aws_one", "aws_two", "aws_three"])
    assert {*extracted["blocks"]} == {"aws_one", "aws_one.first", "aws_two", "aws_three"}
    assert extracted["blocks"]["aws_one"]["nested"] == {
        "first": ["list", 1, "aws_one.first"],
        "second": ["set", 0, "aws_one.first"],
    }


def test_every_other_type_is_named() -> None:
    extracted = extract.extract(SAID, "1.0.0", ["aws_one", "aws_unknown"])
    assert (extracted["other_types"], extracted["data_sources"]) == (["aws_three", "aws_two"], ["aws_four"])


def test_a_type_more_changes_no_other_line() -> None:
    before, after = (
        extract.written(extract.extract(SAID, "1.0.0", types)) for types in (["aws_one"], ["aws_one", "aws_two"])
    )
    gone = {line.rstrip(",") for line in before.splitlines()} - {line.rstrip(",") for line in after.splitlines()}
    assert [line.split(":")[0].strip() for line in gone] == ['"other_types"']
    assert json.loads(after)["version"] == "1.0.0"
