"""The table of exchange rates is read strictly: what it does not say plainly is an error when the function starts."""

import json
import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.transaction_validator import tables
from lambdas.transaction_validator.rates import Rates, read

TABLE: dict[str, Any] = {"source": "somebody", "effective": "2026-10-30", "dollars": {"EUR": "1.25"}}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
)


def changed(**changes: object) -> str:
    return json.dumps(TABLE | changes)


def test_a_table_holds_from_midnight_utc() -> None:
    assert read(json.dumps(TABLE), days=60) == Rates({"EUR": Decimal("1.25")}, 1_793_318_400_000, 60)


def test_a_table_holds_from_midnight_utc_wherever_the_function_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as context:
        context.setenv("TZ", "XXX-09")
        time.tzset()
        elsewhere = read(json.dumps(TABLE), days=60)
    time.tzset()
    assert elsewhere.effective == 1_793_318_400_000


def test_a_table_holds_for_days_of_24_hours_and_on_their_last_millisecond() -> None:
    rates = Rates({}, 1_793_318_400_000, 2)
    held = {after: rates.are_current(rates.effective + after) for after in (-1, 0, 172_800_000, 172_800_001)}
    assert held == {-1: False, 0: True, 172_800_000: True, 172_800_001: False}


def test_the_shipped_table_lists_what_the_bank_publishes_but_the_dollar_itself() -> None:
    shipped = read(tables.rates(), days=60)
    assert {"EUR", "GBP", "JPY"} <= shipped.dollars.keys()
    assert "USD" not in shipped.dollars
    assert all(Decimal("0.00001") < rate < 10 for rate in shipped.dollars.values())


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "null",
        json.dumps({"effective": "2026-10-30", "dollars": {}}),
        changed(more=1),
        changed(effective="30 October 2026"),
        changed(effective="2026-13-30"),
        changed(effective=20261030),
        changed(dollars=[]),
        changed(dollars={"EUR": 1.25}),
        changed(dollars={"EUR": "NaN"}),
        changed(dollars={"EUR": "0.00"}),
        changed(dollars={"EUR": "-1.25"}),
        changed(dollars={"EUR": "1e3"}),
        changed(dollars={"EURO": "1.25"}),
        changed(dollars={"USD": "1.25"}),
        changed(dollars={"XXX": "1.25"}),
        "{",
        "[" * 60_000,
        changed().replace('"dollars": {', '"dollars": {"EUR": "1.25", "EUR": "125.0", '),
        changed().replace("{", '{"effective": "2020-01-01", ', 1),
    ],
    ids=lambda text: text[:40],
)
def test_what_is_no_table_of_rates_is_an_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the JSON module's own words, and the datetime module's
        read(text, days=60)


@given(st.sampled_from(sorted(TABLE)), JSON)
def test_whatever_a_table_holds_it_is_read_or_refused(part: str, value: object) -> None:
    try:
        table = read(changed(**{part: value}), days=60)
    except ValueError:
        return
    assert table.days == 60


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{", "no JSON of one meaning, each key once"),
        ("[]", "not an object of source, effective and dollars alone"),
        (changed(effective="30 October 2026"), "effective is no day like 2026-01-31"),
        (changed(dollars={"EUR": 1.25}), 'dollars are not all like "EUR": "1.25"'),
    ],
)
def test_what_is_wrong_with_a_table_is_said_with_the_remedy(text: str, wrong: str) -> None:
    with pytest.raises(ValueError, match="rates") as failure:
        read(text, days=60)
    assert str(failure.value) == f"rates.json: {wrong}; make it anew"


@pytest.mark.parametrize("rate", ["0.000000000001", "9999.0", "1000.123456789012"])
def test_a_rate_has_up_to_four_digits_before_its_point_and_twelve_behind(rate: str) -> None:
    assert read(changed(dollars={"EUR": rate}), days=60).dollars == {"EUR": Decimal(rate)}


@pytest.mark.parametrize("rate", ["10000.0", "1.0000000000001", "125", "1.", ".5", "1.25x", "x1.25"])
def test_a_rate_of_any_other_form_is_none(rate: str) -> None:
    with pytest.raises(ValueError, match="dollars are not all like"):
        read(changed(dollars={"EUR": rate}), days=60)
