"""What counts as a transaction: one faultless body, one fault at a time, and any JSON at all."""

import json
import uuid
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lambdas.transaction_validator import schema
from lambdas.transaction_validator.card_numbers import TEXT_READ
from lambdas.transaction_validator.transaction import Transaction
from lambdas.transaction_validator.validation import FieldError, Limits, validate
from stacks.document import document
from stacks.schema import transaction as described

NOW = 1_767_225_600_000
BODY: dict[str, object] = {
    "transaction_id": "t-0001",
    "timestamp": NOW,
    "amount": 12.5,
    "currency": "USD",
    "card_token": "tok_a1b2c3d4",
    "merchant_id": "m-77",
    "terminal_id": "te_9",
    "country": "US",
}
LIMITS = Limits(shapes=schema.read(document(described())), age_hours=24, clock_skew_minutes=5)
TEST_CARD = "4111" + "1" * 12
DAY = 86_400_000

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([TEST_CARD, 10**300])
anything = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)
tokens = st.from_regex(r"tok_[a-z]{8,56}", fullmatch=True)
identifiers = st.from_regex(r"[A-Za-z_-]{1,64}", fullmatch=True)


def errors(**changes: object) -> list[FieldError]:
    """All that is wrong with the faultless body after these changes."""
    outcome = validate({**BODY, **changes}, now=NOW, limits=LIMITS)
    return [] if isinstance(outcome, Transaction) else list(outcome)


def transaction(**changes: object) -> Transaction:
    """The transaction that the faultless body is after these changes."""
    outcome = validate({**BODY, **changes}, now=NOW, limits=LIMITS)
    assert isinstance(outcome, Transaction), outcome
    return outcome


def test_a_faultless_body_is_a_transaction_with_its_numbers_as_texts() -> None:
    assert transaction().as_json().items() >= {**BODY, "amount_text": "12.50", "timestamp_text": str(NOW)}.items()
    assert len(bytes.fromhex(transaction().digest)) == 32


@pytest.mark.parametrize("field", BODY)
def test_each_field_is_required(field: str) -> None:
    body = {name: value for name, value in BODY.items() if name != field}
    assert validate(body, now=NOW, limits=LIMITS) == (FieldError(field, "is required"),)


@pytest.mark.parametrize("field", BODY)
@pytest.mark.parametrize("value", [None, True, False, [], {}, [1], {"a": 1}, "", float("nan"), float("-inf"), -1, 0])
def test_each_field_refuses_what_is_of_another_type(field: str, value: object) -> None:
    assert [error.field for error in errors(**{field: value})] == [field]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("transaction_id", "a" * 65, "{1,64}"),
        ("transaction_id", "id\n", "text like"),
        ("transaction_id", "ünïcode", "text like"),
        ("transaction_id", "a" + "1" * 13, "[0-9]{13}"),
        ("merchant_id", "a b", "text like"),
        ("terminal_id", "\ud800", "text like"),
        ("timestamp", str(NOW), "whole number"),
        ("timestamp", float(NOW), "whole number"),
        ("timestamp", 0, "at least 1"),
        ("timestamp", 10**13, "at most 9999999999999"),
        ("timestamp", NOW + 300_001, "future"),
        ("timestamp", NOW - DAY - 1, "older"),
        ("amount", "12.50", "number"),
        ("amount", 0.001, "at least 0.01"),
        ("amount", 0.1 + 0.2, "2 decimals"),
        ("amount", 5e-324, "at least 0.01"),
        ("amount", 12.345, "2 decimals"),
        ("amount", 1_000_000.01, "at most 1000000"),
        ("amount", 1e300, "at most 1000000"),
        pytest.param("amount", 10**5000, "at most 1000000", id="huge"),
        ("currency", "usd", "[A-Z]{3}"),
        ("currency", "EUR", "USD"),
        ("card_token", "tok_short", "{8,56}"),
        ("card_token", "tok_" + "a" * 57, "{8,56}"),
        ("card_token", "tok_abc" + "9" * 13, "[0-9]{13}"),
        ("country", "USA", "[A-Z]{2}"),
        ("country", "\u00c9\u00c9", "[A-Z]{2}"),
    ],
)
def test_a_fault_is_told_in_words(field: str, value: object, message: str) -> None:
    (error,) = errors(**{field: value})
    assert error.field == field
    assert message in error.message


@pytest.mark.parametrize("amount", [0.01, 1, 5000, 5000.01, 999_999.99, 1_000_000, 1_000_000.0, 0.29, 1.1])
def test_an_amount_keeps_its_written_decimals(amount: float) -> None:
    assert transaction(amount=amount).amount == Decimal(str(amount))


@pytest.mark.parametrize("shift", [300_000, 0, -DAY])
def test_a_time_within_the_window_is_taken(shift: int) -> None:
    assert transaction(timestamp=NOW + shift).timestamp == NOW + shift


@pytest.mark.parametrize("field", [field for field, value in BODY.items() if isinstance(value, str)])
def test_a_text_is_refused_that_is_longer_than_what_is_searched_for_a_card_number(field: str) -> None:
    for start in ("", "tok_"):
        assert errors(**{field: start + "A" * TEXT_READ})


def test_all_faults_are_told_at_once() -> None:
    body = {"amount": -1, "currency": "XXX", "timestamp": 0, "extra": True}
    outcome = validate(body, now=NOW, limits=LIMITS)
    assert isinstance(outcome, tuple)
    assert {error.field for error in outcome} == set(BODY) | {"body"}


@pytest.mark.parametrize("body", [None, [], "text", 1, 1.5, True, [BODY]])
def test_a_body_that_is_no_object_is_refused(body: object) -> None:
    assert validate(body, now=NOW, limits=LIMITS) == (FieldError("body", "must be a JSON object"),)


@pytest.mark.parametrize("field", [field for field in BODY if field != "timestamp"])
@pytest.mark.parametrize("number", [TEST_CARD, "-".join(["4111", *["1111"] * 3]), int(TEST_CARD), {"a": [TEST_CARD]}])
def test_a_card_number_in_a_field_is_refused_under_its_name(field: str, number: object) -> None:
    told = errors(**{field: number})
    assert any(error.field == field and "card number" in error.message for error in told)


@pytest.mark.parametrize("more", [{"note": TEST_CARD}, {TEST_CARD: ""}, {"a": {"b": [int(TEST_CARD)]}}])
def test_a_card_number_in_any_other_place_is_refused(more: dict[str, object]) -> None:
    unknown, card = errors(**more)
    assert (unknown.field, card.field) == ("body", "body")
    assert "no other fields" in unknown.message
    assert "card number" in card.message


def test_identifiers_of_dashed_card_groups_are_refused_though_their_shape_is_right() -> None:
    (error,) = errors(merchant_id="shop-4111" + "-1111_1111--1111")
    assert "card number" in error.message


@given(st.integers(NOW - DAY, NOW + 300_000))
@example(1_767_225_600_009)  # passes Luhn
def test_no_valid_time_is_ever_taken_for_a_card_number(timestamp: int) -> None:
    assert transaction(timestamp=timestamp).timestamp == timestamp


def test_a_card_number_as_time_is_refused() -> None:
    assert any("card number" in error.message for error in errors(timestamp=int(TEST_CARD)))
    assert errors(timestamp=int("4" + "2" * 12))
    assert any("card number" in error.message for error in errors(timestamp=TEST_CARD))


@given(anything)
def test_any_json_is_judged_without_raising(body: object) -> None:
    assert isinstance(validate(body, now=NOW, limits=LIMITS), tuple)


@given(st.sampled_from(sorted(BODY)), anything)
def test_any_json_in_any_field_is_judged_without_raising(field: str, value: object) -> None:
    for error in errors(**{field: value}):
        assert error.field == field


def test_extremes_are_judged_without_raising() -> None:
    nested: object = TEST_CARD
    for _ in range(1000):
        nested = [{"deeper": nested}]
    for value in (nested, "x" * 400_000, ["1"] * 100_000, 10**5000, float("inf"), "\x00", "\ud800"):
        assert errors(amount=value)
        assert errors(extra=value)


@given(st.sampled_from(sorted(BODY)), st.text("QWXZ#%&", min_size=3))
def test_no_value_and_no_unknown_name_is_ever_repeated(field: str, value: str) -> None:
    told = json.dumps([error.as_json() for error in [*errors(**{field: value}), *errors(**{value: value})]])
    assert value not in told


@given(identifiers, tokens, st.integers(1, 100_000_000))
def test_the_digest_depends_on_the_content_and_not_on_the_time(name: str, token: str, cents: int) -> None:
    first = transaction(transaction_id=name, card_token=token, amount=cents / 100)
    again = transaction(transaction_id=name, card_token=token, amount=cents / 100, timestamp=NOW - 5)
    other = transaction(transaction_id=name, card_token=token, amount=(cents % 100_000_000 + 1) / 100)
    assert first.digest == again.digest
    assert first.digest != other.digest


def test_equal_amounts_have_equal_digests_however_they_are_written() -> None:
    assert transaction(amount=12).digest == transaction(amount=12.0).digest
    assert transaction(amount=12).amount_text == "12.00"


@given(st.uuids())
def test_every_uuid_names_a_transaction(name: uuid.UUID) -> None:
    # Version and variant as RFC 9562 sets them: what a client's library makes.
    assert transaction(transaction_id=str(uuid.UUID(int=name.int, version=4)))


def test_a_uuid_whose_digits_would_pass_for_a_card_number_is_one_all_the_same() -> None:
    assert transaction(transaction_id="a1111111-1111-4111-8111-111111111117")
    assert transaction(transaction_id="TXN_41111111-1111-4111-8111-111111111111")


def test_a_card_number_beside_a_uuid_is_refused() -> None:
    assert errors(transaction_id=f"a1111111-1111-4111-8111-111111111117_{TEST_CARD}")
    assert errors(transaction_id=f"a1111111-1111-4111-8111-111111111117-{TEST_CARD}")
    assert errors(transaction_id="-".join(TEST_CARD[start : start + 4] for start in range(0, 16, 4)))
