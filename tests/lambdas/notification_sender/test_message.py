"""A message says what a customer may know, in one part where it must."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lambdas.notification_sender.message import Message, compose, messages

TEMPLATE = "$transaction_id $amount $currency $merchant_id $country $decision"
TRANSACTION: dict[str, Any] = {
    "transaction_id": "t-1",
    "timestamp": 1_767_225_600_000,
    "amount": 12.5,
    "amount_text": "12.50",
    "currency": "USD",
    "card_token": "tok_a1b2c3d4",
    "merchant_id": "m-7",
    "terminal_id": "te-9",
    "country": "US",
}
CODE = "852e4c02-a40f-477e-9084-2551d43db31d04d0f670"
LINKED = "Paid $amount $currency.\nNot you? https://shop.example/not-me#$not_me"
TEST_CARD = "4111-1111-1111-" + "1111"


def message(email: str = TEMPLATE, sms: str = TEMPLATE, *, held_back: object = 0, **changes: object) -> Message:
    """The message of a transaction on review, with these changes to the transaction."""
    analysis = {"decision": "review", "score": 0.4, "held_back": held_back}
    event = {"transaction": {**TRANSACTION, **changes}, "analysis": analysis}
    return compose(event, email=email, sms=sms)


def test_each_protocol_has_its_own_text() -> None:
    assert message("Dear customer: $amount $currency", "Call us: $decision ($$)") == Message(
        severity="review",
        customer="",
        again=False,
        subject="Card transaction: review",
        email="Dear customer: 12.50 USD",
        sms="Call us: review ($)",
    )


def test_every_placeholder_is_filled() -> None:
    assert message().email == "t-1 12.50 USD m-7 US review"


@given(st.text(alphabet="abc é", min_size=150, max_size=300))
def test_a_short_message_is_cut_to_one_part_and_a_mail_is_not(text: str) -> None:
    assert message(text, text).sms == (text if len(text) <= 160 else f"{text[:157]}...")
    assert message(text, text).email == text


def test_a_short_message_keeps_the_template_and_shortens_the_names() -> None:
    said = message(
        sms="$transaction_id at $merchant_id: $decision" + "!" * 60, transaction_id="t" * 64, merchant_id="m" * 64
    )
    assert said.sms.endswith("...: review" + "!" * 60)
    assert len(said.sms) <= 160


@pytest.mark.parametrize(
    ("earlier", "analysis", "again"),
    [
        ({}, {}, False),
        ({"earlier_attempts": 0}, {}, False),
        ({"earlier_attempts": 1}, {}, True),
        ({}, {"resumed": True}, True),
    ],
)
def test_a_message_that_may_come_again_says_so(earlier: dict[str, Any], analysis: dict[str, Any], again: bool) -> None:
    event = {"transaction": TRANSACTION, "analysis": {"decision": "review", **analysis}, **earlier}
    said = compose(event, email="", sms="")
    assert said.again is again
    assert said.subject == "Card transaction: review" + (" (perhaps sent before)" if again else "")


@pytest.mark.parametrize(
    ("template", "wrong"),
    [("$card_token", r"\$card_token"), ("${terminal_id}!", r"\$terminal_id"), ("costs $ 5", "begins no placeholder")],
)
def test_a_template_with_a_wrong_placeholder_is_an_error(template: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=f"e-mail template: .*{wrong}"):
        message(email=template)
    with pytest.raises(ValueError, match=f"SMS template: .*{wrong}"):
        message(sms=template)


def test_no_card_token_is_in_any_text() -> None:
    written = message()
    assert TRANSACTION["card_token"] not in f"{written.email}{written.sms}{written.subject}"


@pytest.mark.parametrize("field", ["transaction_id", "merchant_id"])
@pytest.mark.parametrize("number", [TEST_CARD, TEST_CARD.replace("-", ""), f"shop_{TEST_CARD}"])
def test_what_could_be_a_card_number_shows_its_last_four_digits_only(field: str, number: str) -> None:
    written = message(**{field: number})
    for text in (written.email, written.sms):
        digits = "".join(character for character in text if character.isdigit())
        assert "1111" in digits
        assert digits.count("1") <= 7
        assert "4111" not in digits


def test_in_place_of_the_other_digits_there_is_an_ellipsis() -> None:
    assert message("$merchant_id", merchant_id="m-4111 1111 1111 1111").email == "m-… 1111"


def test_a_short_number_is_shown_in_full() -> None:
    assert message(merchant_id="m-123456789012").email.split()[3] == "m-123456789012"


@pytest.mark.parametrize("missing", ["transaction_id", "amount_text", "currency", "merchant_id", "country"])
def test_a_transaction_without_a_field_is_an_error_that_names_it(missing: str) -> None:
    transaction = {name: value for name, value in TRANSACTION.items() if name != missing}
    with pytest.raises(ValueError, match=f"event: '{missing}' is missing"):
        compose({"transaction": transaction, "analysis": {"decision": "review"}}, email="", sms="")


@pytest.mark.parametrize("event", [{}, {"transaction": TRANSACTION}, {"transaction": TRANSACTION, "analysis": {}}])
def test_an_event_without_transaction_or_decision_is_an_error(event: dict[str, dict[str, object]]) -> None:
    with pytest.raises(ValueError, match="is missing"):
        compose(event, email="", sms="")


@pytest.mark.parametrize(
    ("held_back", "said"),
    [
        (0, "Hi"),
        (1, "Hi And 1 further payment held or declined since."),
        (3, "Hi And 3 further payments held or declined since."),
    ],
)
def test_what_was_held_back_since_the_last_alert_is_said_where_there_was_any(held_back: int, said: str) -> None:
    written = message("Hi", "Hi", held_back=held_back)
    assert (written.sms, written.email) == (said, said)


def test_a_template_says_in_its_own_words_what_was_held_back() -> None:
    written = message("Seither $further_payments weitere", "+$further_payments", held_back=3)
    assert (written.email, written.sms) == ("Seither 3 weitere", "+3")
    assert message(sms="+$further_payments").sms == "+0"


def test_names_are_shortened_before_what_was_held_back_is() -> None:
    said = message(sms="$merchant_id" + "!" * 90, held_back=3, merchant_id="m" * 64).sms
    assert said.endswith("!!! And 3 further payments held or declined since.")
    assert len(said) <= 160


@pytest.mark.parametrize("held_back", [-1, "3", None, 2.5, True])
def test_a_count_that_is_none_is_an_error(held_back: object) -> None:
    told = "^event: held_back is no whole number from 0 on; the workflow must pass the analysis$"
    with pytest.raises(ValueError, match=told):
        message(held_back=held_back)


@pytest.mark.parametrize("decision", ["review", "decline"])
def test_the_severity_is_the_decision(decision: str) -> None:
    event = {"transaction": TRANSACTION, "analysis": {"decision": decision}}
    assert compose(event, email="", sms="").severity == decision


@pytest.mark.parametrize("decision", ["approve", "", "Review", None, ["review"]])
def test_a_decision_that_no_subscription_asks_for_is_an_error_and_no_message_to_nobody(decision: object) -> None:
    event = {"transaction": TRANSACTION, "analysis": {"decision": decision}}
    told = "^event: the decision is neither review nor decline; the workflow must pass the analysis$"
    with pytest.raises(ValueError, match=told):
        compose(event, email="", sms="")


def composed(email: str = TEMPLATE, sms: str = TEMPLATE, *, code: object = CODE, **changes: object) -> list[Message]:
    """All messages of a transaction of the customer c-42 on review, with these changes to the transaction."""
    transaction = {**TRANSACTION, "customer_token": "c-42", **changes}
    return messages(
        {"transaction": transaction, "analysis": {"decision": "review"}, "code": code}, email=email, sms=sms
    )


@pytest.mark.parametrize("customer", ["c-42", "A_" * 32])
def test_the_customer_is_named_by_the_token_and_in_no_text(customer: str) -> None:
    own, common = composed(customer_token=customer)
    assert (own.customer, common.customer) == (customer, "")
    for said in (own, common):
        assert customer not in f"{said.email}{said.sms}{said.subject}"


def test_without_a_token_there_is_the_common_message_alone() -> None:
    (common,) = composed(customer_token="")
    assert common.customer == ""
    (unnamed,) = messages({"transaction": TRANSACTION, "analysis": {"decision": "review"}}, email="", sms="")
    assert unnamed.customer == ""


def test_a_link_with_the_code_is_in_the_customer_s_own_message_and_its_line_is_left_out_of_the_common_one() -> None:
    own, common = composed(LINKED, LINKED)
    assert own.email == own.sms == f"Paid 12.50 USD.\nNot you? https://shop.example/not-me#t-1.{CODE}"
    assert common.email == common.sms == "Paid 12.50 USD."


@pytest.mark.parametrize("number", [TEST_CARD, TEST_CARD.replace("-", "")])
def test_no_link_shows_an_id_that_could_be_a_card_number(number: str) -> None:
    own, _ = composed(LINKED, LINKED, transaction_id=number)
    assert own.email == own.sms == "Paid 12.50 USD."


@given(st.uuids(version=4), st.booleans())
@example(UUID("74159263-0158-4372-8061-594827163057"), False)
def test_each_uuid_is_in_text_and_link_whole_however_many_digits_it_has(name: UUID, capital: bool) -> None:
    written = str(name).upper() if capital else str(name)
    own, common = composed(f"$transaction_id\n{LINKED}", LINKED, transaction_id=written)
    assert f"https://shop.example/not-me#{written}.{CODE}" in own.email
    assert common.email.startswith(f"{written}\n")


@pytest.mark.parametrize("around", ["a{}", "{}-1", "{} {}"])
def test_a_uuid_within_more_is_none(around: str) -> None:
    own, _ = composed(LINKED, LINKED, transaction_id=around.format(*["74159263-0158-4372-8061-594827163057"] * 2))
    assert own.email == "Paid 12.50 USD."


def test_an_alert_without_a_code_has_no_link() -> None:
    own, _ = composed(LINKED, LINKED, code="")
    assert own.email == "Paid 12.50 USD."
    event = {"transaction": {**TRANSACTION, "customer_token": "c-42"}, "analysis": {"decision": "review"}}
    own, _ = messages(event, email=LINKED, sms=LINKED)
    assert own.email == "Paid 12.50 USD."


@pytest.mark.parametrize("code", [7, None, "x", CODE.upper(), f"{CODE}\n", CODE[:-1]])
def test_what_is_no_code_is_an_error_that_does_not_repeat_it(code: object) -> None:
    with pytest.raises(ValueError, match=r"^event: code is not the code of an alert; [a-z ]*$"):
        composed(code=code)


@given(st.text(alphabet="abc \n", max_size=150), st.text("at-9", min_size=1, max_size=64))
def test_a_link_is_in_a_short_message_whole_or_not_at_all(before: str, name: str) -> None:
    said = composed(sms=f"{before}\nNot you? https://shop.example/not-me#$not_me\nBye", transaction_id=name)[0].sms
    whole = f"https://shop.example/not-me#{name}.{CODE}"
    assert len(said) <= 160
    assert whole in said or "http" not in said


def test_a_template_of_the_link_alone_is_never_left_empty() -> None:
    own, common = composed("Not you? https://shop.example/not-me#$not_me")
    assert (own.email, common.email) == (f"Not you? https://shop.example/not-me#t-1.{CODE}", common.email)
    assert common.email == "Not you? https://shop.example/not-me#"


@pytest.mark.parametrize("customer", [7, None, "jane@example.com", "+1 202 555 0123", "x" * 65, "c-42\n"])
def test_what_is_no_token_names_nobody_and_is_an_error(customer: object) -> None:
    told = "^event: customer_token is no token; the workflow must pass the validator's answer$"
    with pytest.raises(ValueError, match=told):
        composed(customer_token=customer)


SEPARATORS = st.text("-_", max_size=2)


@given(
    st.sampled_from(["transaction_id", "merchant_id"]),
    st.sampled_from(["4111111111111111", "5555555555554444", "378282246310005", "4222222222222"]),
    st.lists(SEPARATORS, min_size=16, max_size=16),
    st.from_regex(r"[A-Za-z_-]{0,8}", fullmatch=True),
)
def test_a_card_number_is_never_shown_whole_however_it_is_written(
    field: str, number: str, separators: list[str], word: str
) -> None:
    written = "".join(digit + separator for digit, separator in zip(number, separators, strict=False))
    said = message(f"${field}", f"${field}", **{field: f"{word}{written}{word}"})
    for text in (said.email, said.sms, said.subject):
        assert "".join(character for character in text if character.isdigit()) in (number[-4:], "")
