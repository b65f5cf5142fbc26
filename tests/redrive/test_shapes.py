"""What a transaction holds is told from what it does not, field by field."""

from typing import Any

import pytest

from redrive.shapes import DOLLARS, FIELDS, OPTIONAL, PUBLISHED, VERDICT, as_published, as_sent, of_types, text

TRANSACTION = {
    "transaction_id": "t-1",
    "timestamp": 1_790_000_000_000,
    "amount": 6000.5,
    "currency": "USD",
    "card_token": "tok_a1b2c3d4",
    "merchant_id": "m-7",
    "country": "US",
}


def test_the_fields_are_those_of_the_documents() -> None:
    published = {"transaction_id", "timestamp", "amount", "currency", "merchant_id", "country"}
    assert (set(PUBLISHED), set(FIELDS)) == (published, {*published, "card_token"})
    assert set(OPTIONAL) == {
        *("terminal_id", "merchant_name", "merchant_category_code"),
        *("entry_mode", "customer_token", "device_token"),
    }
    assert (set(DOLLARS), set(VERDICT)) == ({"amount_usd"}, {"decision", "score", "reasons"})


@pytest.mark.parametrize("amount", [6000.5, 6000, "6000.50"])
def test_an_amount_that_was_sent_is_a_number_or_a_text(amount: object) -> None:
    assert as_sent({**TRANSACTION, "amount": amount})["amount"] == amount


@pytest.mark.parametrize("name", OPTIONAL)
def test_what_may_be_left_out_is_sent_where_it_is_there(name: str) -> None:
    assert as_sent({**TRANSACTION, name: "x"}) == {**TRANSACTION, name: "x"}
    assert as_sent({**TRANSACTION, name: ""}) == TRANSACTION
    with pytest.raises(TypeError, match=f"^{name}$"):
        as_sent({**TRANSACTION, name: None})


@pytest.mark.parametrize("name", TRANSACTION)
def test_what_is_of_another_type_is_refused_by_its_name(name: str) -> None:
    for wrong in (None, True, ["x"]):
        with pytest.raises(TypeError, match=f"^{name}$"):
            as_sent({**TRANSACTION, name: wrong})


@pytest.mark.parametrize("dollars", [None, 6000, 6000.5])
def test_what_is_published_says_what_it_is_worth_or_that_nobody_knows(dollars: float | None) -> None:
    published = {name: value for name, value in TRANSACTION.items() if name != "card_token"}
    assert as_published({**TRANSACTION, "amount_usd": dollars}) == {**published, "amount_usd": dollars}
    assert as_published(TRANSACTION) == {**published, "amount_usd": None}


@pytest.mark.parametrize("amount", ["6000.50", None])
def test_an_amount_that_is_published_is_a_number(amount: object) -> None:
    with pytest.raises(TypeError, match=r"^amount$"):
        as_published({**TRANSACTION, "amount": amount})


@pytest.mark.parametrize(
    "verdict",
    [{"decision": None}, {"score": "0.5"}, {"score": None}, {"reasons": "x"}, {"reasons": None}],
)
def test_a_verdict_of_other_types_is_none(verdict: dict[str, Any]) -> None:
    whole = {"decision": "review", "score": 1, "reasons": []}
    assert of_types(whole, VERDICT) == whole
    with pytest.raises(TypeError):
        of_types(whole | verdict, VERDICT)


@pytest.mark.parametrize(("value", "said"), [("x", "x"), (7, ""), (None, ""), (["x"], "")])
def test_what_is_no_text_is_an_empty_one(value: object, said: str) -> None:
    assert text(value) == said
