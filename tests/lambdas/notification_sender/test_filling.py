"""A template is filled to the letter, and what is wrong with one is said so that its author can correct it."""

import pytest

from lambdas.notification_sender.filling import mail, short, without

FACTS = {"amount": "12.50", "further_payments": "0", "not_me": ""}


@pytest.mark.parametrize(
    ("template", "kept"),
    [
        ("Paid.\nNot you? $not_me\nCall us.\n", "Paid.\nCall us."),
        ("Paid. \n\n$not_me", "Paid. "),
        ("Paid AXX\n$not_me", "Paid AXX"),
        ("Paid.\nBye.\n", "Paid.\nBye.\n"),
        ("$not_me", "$not_me"),
        (" \n$not_me\n", " \n$not_me\n"),
    ],
)
def test_the_lines_with_a_link_are_left_out_and_no_others(template: str, kept: str) -> None:
    assert without(template) == kept


@pytest.mark.parametrize(
    ("template", "wrong"),
    [("costs $ 5", "a $ that begins no placeholder"), ("$card $bin", "unknown placeholder $bin")],
)
def test_what_is_wrong_is_said_with_all_that_may_be_used(template: str, wrong: str) -> None:
    use = "use $amount, $further_payments, $not_me, or $$ for a dollar sign"
    with pytest.raises(ValueError, match="template") as failure:
        mail(template, FACTS)
    assert str(failure.value) == f"e-mail template: {wrong}; {use}"


def test_a_short_message_without_room_for_the_link_keeps_all_else() -> None:
    facts = {**FACTS, "transaction_id": "t-1", "merchant_id": "m-7", "not_me": "t-1.code"}
    assert short("x" * 150 + "\n$not_me", facts) == "x" * 150 + "\nt-1.code"
    assert short("x" * 152 + "\n$not_me", facts) == "x" * 152
