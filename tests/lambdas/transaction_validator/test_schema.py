"""The API's schema is checked whole, or the function does not work at all."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from lambdas.transaction_validator.rates import Rates
from lambdas.transaction_validator.schema import read
from lambdas.transaction_validator.validation import Limits
from stacks.schema import transaction

CORRECT = r"; correct stacks/schema\.py$"
WITHOUT = f"^schema: requires no field, or one that it does not describe{CORRECT}"
UNCHECKED = r"is bounded in a way that is not checked here; extend lambdas/transaction_validator/schema\.py"


def schema(change: Callable[[dict[str, Any]], object]) -> str:
    """Today's schema of a transaction after a change."""
    described = json.loads(json.dumps(transaction()))
    change(described)
    return json.dumps(described)


def limits(change: Callable[[dict[str, Any]], object]) -> Limits:
    """The validator's limits with this schema."""
    rates = Rates({}, 0, 60)
    return Limits(schema=read(schema(change)), rates=rates, age_hours=24, clock_skew_minutes=5, largest_usd=1)


def field(name: str, **changes: Any) -> Callable[[dict[str, Any]], object]:
    return lambda described: described["properties"][name].update(changes)


@pytest.mark.parametrize(
    "change",
    [
        lambda described: described.update(additionalProperties=True),
        lambda described: described.pop("additionalProperties"),
        lambda described: described.pop("properties"),
        lambda described: described.update(anyOf=[]),
    ],
)
def test_a_schema_that_leaves_fields_open_is_refused(change: Callable[[dict[str, Any]], object]) -> None:
    with pytest.raises(ValueError, match=f"^schema: not an object whose fields are the only ones{CORRECT}"):
        read(schema(change))


@pytest.mark.parametrize(
    "change",
    [
        lambda described: described.pop("required"),
        lambda described: described.update(required=[]),
        lambda described: described["required"].append("more"),
    ],
)
def test_a_schema_that_requires_nothing_or_something_else_is_refused(
    change: Callable[[dict[str, Any]], object],
) -> None:
    with pytest.raises(ValueError, match=WITHOUT):
        read(schema(change))


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("amount", {"exclusiveMinimum": True}),
        ("amount", {"multipleOf": 0.01}),
        ("amount", {"type": ["number", "null"]}),
        ("amount", {"type": ["string", "number", "null"]}),
        ("timestamp", {"enum": [1]}),
        ("country", {"maxLength": 2}),
        ("country", {"type": "array"}),
        ("country", {"pattern": None}),
        ("merchant_id", {"not": {"enum": ["m-1"]}}),
    ],
)
def test_a_bound_that_would_not_be_checked_is_refused_with_its_field(name: str, changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"^schema: {name} {UNCHECKED}$"):
        read(schema(field(name, **changes)))


def test_a_schema_of_other_fields_than_those_of_a_transaction_is_refused() -> None:
    def shorter(described: dict[str, Any]) -> None:
        described["required"].remove("country")
        del described["properties"]["country"]

    with pytest.raises(ValueError, match=f"^schema: its fields are not those of a transaction{CORRECT}"):
        limits(shorter)


@pytest.mark.parametrize(
    "change",
    [
        lambda described: described["required"].remove("country"),
        lambda described: described["required"].append("terminal_id"),
    ],
)
def test_a_schema_that_requires_other_fields_than_a_transaction_needs_is_refused(
    change: Callable[[dict[str, Any]], object],
) -> None:
    with pytest.raises(ValueError, match=f"^schema: requires other fields than a transaction needs{CORRECT}"):
        limits(change)


@pytest.mark.parametrize("text", ["", "any", "{", "${var.schema}"])
def test_what_is_no_json_is_an_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the JSON module's own words
        read(text)


def test_another_bound_in_the_schema_is_another_bound() -> None:
    shapes = read(schema(field("amount", maximum=500))).shapes
    assert list(shapes["amount"].faults(500.01)) == ["must be at most 500"]
    assert list(shapes["amount"].faults(500)) == []
    assert list(shapes["amount"].faults(0.0001)) == []
    assert list(shapes["amount"].faults(0.00009)) == ["must be at least 0.0001"]


def test_a_schema_may_describe_itself_and_its_fields() -> None:
    def described(whole: dict[str, Any]) -> None:
        whole.update({"$schema": "http://json-schema.org/draft-04/schema#", "title": "A transaction"})
        whole["properties"]["country"]["description"] = "Where it was."

    assert read(schema(described)) == read(schema(lambda _: None))


@pytest.mark.parametrize("name", ["timestamp", "amount"])
@pytest.mark.parametrize("bound", ["minimum", "maximum", "type"])
def test_a_number_without_a_bound_is_refused(name: str, bound: str) -> None:
    with pytest.raises(ValueError, match=f"^schema: {name} {UNCHECKED}$"):
        read(schema(lambda described: described["properties"][name].pop(bound)))
