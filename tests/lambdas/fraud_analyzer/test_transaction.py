"""What the analyzer reads of a validated transaction."""

from typing import Any

import pytest

from lambdas.fraud_analyzer.transaction import Transaction, from_event
from tests.lambdas.fraud_analyzer.replay import request

WRONG = "^event: no validated transaction; the workflow must pass the validator's answer$"
PAYMENT = {**request(), "amount_usd": 12.5}


def test_it_is_read_whole() -> None:
    assert from_event({"transaction": PAYMENT}) == Transaction(12.5, "ok", "tok_regular", "grocer", "till-1", "US", "")


@pytest.mark.parametrize("missing", sorted(PAYMENT))
def test_an_event_without_a_field_is_an_error_that_repeats_no_value(missing: str) -> None:
    without = {name: value for name, value in PAYMENT.items() if name != missing}
    for given in (without, {**without, "conversion": "currency_not_listed"} if missing == "amount_usd" else without):
        with pytest.raises(ValueError, match=WRONG) as failure:
            from_event({"transaction": given})
        assert "tok_" not in str(failure.value)


@pytest.mark.parametrize("event", [{}, {"transaction": {**PAYMENT, "amount_usd": "12.5"}}, {"transaction": None}])
def test_an_event_that_the_validator_did_not_make_is_an_error(event: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=WRONG):
        from_event(event)


@pytest.mark.parametrize("name", ["conversion", "card_token", "country", "terminal_id", "entry_mode"])
@pytest.mark.parametrize("value", [None, 1, ["x"], {"S": "x"}])
def test_a_field_of_another_type_is_an_error(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=WRONG):
        from_event({"transaction": {**PAYMENT, name: value}})


@pytest.mark.parametrize(("amount", "read"), [(0, 0.01), (0.01, 0.01), (0.02, 0.02), (1e15, 1e15), (None, None)])
def test_an_amount_is_a_cent_at_least_and_may_be_large_or_unknown(amount: float | None, read: float | None) -> None:
    conversion = "ok" if amount is not None else "currency_not_listed"
    assert from_event({"transaction": {**PAYMENT, "amount_usd": amount, "conversion": conversion}}).amount_usd == read


@pytest.mark.parametrize("amount", [1e15 + 1, -0.01])
def test_an_amount_that_nobody_pays_is_none(amount: float) -> None:
    with pytest.raises(ValueError, match=WRONG):
        from_event({"transaction": {**PAYMENT, "amount_usd": amount}})


@pytest.mark.parametrize(
    ("modes", "in_person", "by_chip"),
    [
        (("ecommerce", "credential_on_file", "manual", "01", "012", "09", "10", "81", "82", "820"), False, False),
        (("chip", "contactless", "05", "051", "07", "071"), True, True),
        (("", "magnetic_stripe", "fallback", "qr_code", "other", "02", "90", "91"), True, False),
    ],
)
def test_how_a_card_was_read_says_whether_it_was_there(modes: tuple[str, ...], in_person: bool, by_chip: bool) -> None:
    for mode in modes:
        made = from_event({"transaction": {**PAYMENT, "entry_mode": mode}})
        assert (made.in_person, made.by_chip) == (in_person, by_chip), mode
        nowhere = from_event({"transaction": {**PAYMENT, "entry_mode": mode, "terminal_id": ""}})
        assert (nowhere.in_person, nowhere.by_chip) == (False, False), mode
