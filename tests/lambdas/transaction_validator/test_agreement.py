"""API Gateway's model accepts whatever the validator accepts; what the validator alone refuses is this list."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from lambdas.transaction_validator import rates, schema, tables
from lambdas.transaction_validator.transaction import Transaction
from lambdas.transaction_validator.validation import Limits, validate
from stacks.schema import transaction

NOW = 1_793_400_000_000
MODEL = Draft4Validator(transaction())
LIMITS = Limits(
    schema=schema.read(json.dumps(transaction())),
    rates=rates.read(tables.rates(), days=60),
    age_hours=24,
    clock_skew_minutes=5,
    largest_usd=1_000_000,
)
BODY = {
    "transaction_id": "t-0001",
    "timestamp": NOW,
    "amount": 12.5,
    "currency": "USD",
    "card_token": "tok_a1b2c3d4",
    "merchant_id": "m-77",
    "country": "US",
    "terminal_id": "te-9",
    "merchant_name": "Café",
    "merchant_category_code": "5411",
    "entry_mode": "chip",
    "customer_token": "c-1",
    "device_token": "d-1",
}
CARD = "4111" + "1" * 12
# What no schema of draft 4 can say: a check digit, the time of day, a currency's decimals, what an amount is worth, and
# lists that are longer than a pattern may be.
ONLY_THE_VALIDATOR: Mapping[str, tuple[str, Any, str]] = {
    **{
        f"a card number in {name}": (name, CARD, "card number")
        for name in ("transaction_id", "merchant_id", "terminal_id", "merchant_name", "customer_token", "device_token")
    },
    "a card number with a prefix for a token": ("card_token", f"tok_{CARD}", "card number"),
    "track 2 for a token": ("card_token", f"{CARD}=29121010000", "PCI DSS 3.3.1"),
    "track 2 in an id": ("transaction_id", f"{CARD}D29121010000", "PCI DSS 3.3.1"),
    "a time long ago": ("timestamp", 1, "older"),
    "a time to come": ("timestamp", NOW + 10**9, "future"),
    "more decimals than the currency has": ("amount", 12.345, "decimals"),
    "an amount of nothing": ("amount", "0.00", "minor unit"),
    "more digits than ISO 8583 has": ("amount", "10000000000.00", "12 digits"),
    "more dollars than agreed": ("amount", 1_000_000.01, "US dollars"),
    "a currency that is none": ("currency", "ABC", "ISO 4217"),
    "a country that is none": ("country", "ZZ", "ISO 3166-1"),
    "an entry mode that is none": ("entry_mode", "by_pigeon", "ISO 8583"),
    "a name that is too long": ("merchant_name", "x" * 65, "at most 64"),
    "a name without a letter": ("merchant_name", "...", "letter"),
    "a name with what nobody sees": ("merchant_name", "a\u202eb", "letters"),
}
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=70)
ascii_texts = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=70)
values: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.integers(-10, 10**14)
    | st.floats(allow_nan=False)
    | texts
    | ascii_texts
    | st.just([])
)


def accepted(body: Mapping[str, Any]) -> bool:
    return isinstance(validate(dict(body), now=NOW, limits=LIMITS), Transaction)


@given(st.dictionaries(st.sampled_from([*BODY, "more"]), values, max_size=3), st.sets(st.sampled_from([*BODY])))
def test_the_model_accepts_whatever_the_validator_accepts(changes: dict[str, Any], absent: set[str]) -> None:
    body = {name: value for name, value in (BODY | changes).items() if name not in absent or name in changes}
    assert MODEL.is_valid(body) or not accepted(body)


@pytest.mark.parametrize("what", ONLY_THE_VALIDATOR)
def test_what_the_validator_alone_refuses_passes_the_model(what: str) -> None:
    field, value, word = ONLY_THE_VALIDATOR[what]
    body = BODY | {field: value}
    assert MODEL.is_valid(body)
    outcome = validate(body, now=NOW, limits=LIMITS)
    assert isinstance(outcome, tuple)
    assert {error.field for error in outcome} == {field}
    assert any(word in error.message for error in outcome)


@given(st.dictionaries(st.sampled_from([*BODY]), values, min_size=1, max_size=2))
def test_what_the_model_accepts_the_validator_refuses_for_a_listed_reason_or_not_at_all(
    changes: dict[str, Any],
) -> None:
    body = BODY | changes
    if MODEL.is_valid(body):
        outcome = validate(body, now=NOW, limits=LIMITS)
        told = [] if isinstance(outcome, Transaction) else [error.message for error in outcome]
        words = {word for _, _, word in ONLY_THE_VALIDATOR.values()}
        assert [message for message in told if not any(word in message for word in words)] == []
