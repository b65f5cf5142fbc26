"""What Terraform cannot tell apart, by the provider's schema alone."""

from typing import Any

import pytest

from gate.provider.normal import same

KEY, FUNCTION, TABLE = "aws_kms_key", "aws_lambda_function", "aws_dynamodb_table"
EQUAL: dict[str, tuple[str, Any, Any]] = {
    "an argument that is null is absent": (KEY, {"policy": "x"}, {"policy": "x", "description": None}),
    "a number may be a text": (KEY, {"rotation_period_in_days": 90}, {"rotation_period_in_days": "90"}),
    "a text may be a number": (KEY, {"description": "7"}, {"description": 7}),
    "yes may be a text": (KEY, {"enable_key_rotation": True}, {"enable_key_rotation": "true"}),
    "a block is a list of one": (TABLE, {"ttl": {"enabled": True}}, {"ttl": [{"enabled": True}]}),
    "no block is an empty list": (TABLE, {"name": "x"}, {"name": "x", "ttl": []}),
    "a set has no order": (
        TABLE,
        {"attribute": [{"name": "a"}, {"name": "b"}]},
        {"attribute": [{"name": "b"}, {"name": "a"}]},
    ),
    "dependencies have none either": (KEY, {"depends_on": ["a", "b"]}, {"depends_on": ["b", "a", "b"]}),
    "a document is what it says": (KEY, {"policy": '{"a": 1, "b": 2}'}, {"policy": '{"b":2,"a":1}'}),
    "a comment is nothing": (KEY, {"//": 1, "policy": "x"}, {"policy": "x"}),
}
APART: dict[str, tuple[str, Any, Any]] = {
    "true is no number": (TABLE, {"ttl": {"enabled": True}}, {"ttl": {"enabled": 1}}),
    "a list has an order": (FUNCTION, {"architectures": ["a", "b"]}, {"architectures": ["b", "a"]}),
    "two blocks are not one": (TABLE, {"ttl": [{"enabled": True}]}, {"ttl": [{"enabled": True}, {"enabled": True}]}),
    "a key that stands twice is no document": (KEY, {"policy": '{"a":1}'}, {"policy": '{"a":2,"a":1}'}),
    "a list in a document has an order": (KEY, {"policy": "[1,2]"}, {"policy": "[2,1]"}),
    "what is gone is not there": (KEY, {"policy": "x"}, {}),
    "of an unknown type nothing is known": ("variable", {"nullable": False}, {"nullable": "false"}),
    "one that is no block is none": (KEY, {}, []),
}


@pytest.mark.parametrize(("type_", "one", "other"), EQUAL.values(), ids=EQUAL)
def test_these_are_the_same(type_: str, one: Any, other: Any) -> None:
    assert same(type_, one, other)


@pytest.mark.parametrize(("type_", "one", "other"), APART.values(), ids=APART)
def test_these_are_not(type_: str, one: Any, other: Any) -> None:
    assert not same(type_, one, other)
