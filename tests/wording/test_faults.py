"""What is wrong with a template is found before it is stored, and what is stored never fails, nor loses its end."""

from string import Template
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.notification_sender.message import compose
from lambdas.notification_sender.short_message import ALPHABET, SEPTETS, septets
from live.deployment import VARIABLES
from wording.examples import event
from wording.faults import MAIL, SHORT, faults, linked

WORDS = st.sampled_from(
    ["Your payment ", "$amount", " $currency ", "${decision}", "$merchant_id", "$transaction_id", "$country", "$$", "€"]
)
TEMPLATES = st.lists(WORDS | st.text(sorted(ALPHABET - {"$"}), max_size=12), max_size=12).map("".join)
IDENTIFIERS = st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True)


def sent(template: str, transaction: dict[str, Any], held_back: int) -> str:
    asked = {"transaction": transaction, "analysis": {"decision": "decline", "held_back": held_back}}
    return compose(asked, email="-", sms=template).sms


def further(held_back: int) -> str:
    payments = "payment" if held_back == 1 else "payments"
    return f" And {held_back} further {payments} held or declined since." if held_back else ""


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("Not you? https://shop.example/#$not_me", r"says nothing where an alert has no code .* give it another line"),
        ("", "is empty"),
        (" \n", "is empty"),
        ("Hi $card_token", r"unknown placeholder \$card_token"),
        ("50 $ off", r"a \$ that begins no placeholder"),
        ("x" * 4_097, "takes 4,097 bytes, and a parameter holds 4,096"),
        ("{{ssm:other}}", r"holds \{\{, which a parameter may not"),
        ("one\ntwo\x00", "line 2, column 4: holds the control character U\\+0000"),
        ("\udcff", "is no text of Unicode"),
    ],
)
@pytest.mark.parametrize("kind", [MAIL, SHORT])
def test_neither_template_may_be_broken(kind: str, template: str, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        assert not faults(kind, template), "; ".join(faults(kind, template))


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("Zahlung gestoppt\n• rufen Sie an", "line 2, column 1: '•' is not in the alphabet of phones"),
        ("Płatność $decision", "'ł' is not in the alphabet of phones and would be sent as 'l'"),
        ("支払い $decision", r"'支' is not in the alphabet of phones and would be sent as '\?'"),
        ("x" * 161, "takes up to 210 septets, 2 parts, and one part of 160 is sent: shorten it by 50"),
        ("€" * 70 + "$decision", "shorten it by"),
        ("Stopped.\n" + "x" * 116 + "$not_me", r"has no room for its line with \$not_me"),
    ],
)
def test_a_short_template_is_one_part_of_the_alphabet_of_phones(template: str, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        assert not faults(SHORT, template), "; ".join(faults(SHORT, template))
    assert not faults(MAIL, template)


def test_one_part_to_the_last_septet_may_be_stored_and_one_septet_more_may_not() -> None:
    room = SEPTETS - septets(further(999))
    assert faults(SHORT, "x" * room) == []
    assert faults(SHORT, "x" * (room + 1)) == [
        "takes up to 161 septets, 2 parts, and one part of 160 is sent: shorten it by 1"
    ]


def test_each_fault_is_said_at_once_and_each_in_one_line() -> None:
    found = faults(SHORT, "ł" * 161 + " {{ \x07")
    assert len(found) == 4
    assert not any("\n" in fault for fault in found)


def test_the_templates_of_the_local_aws_have_no_fault() -> None:
    assert faults(MAIL, VARIABLES["email_template"]) == []
    assert faults(SHORT, VARIABLES["sms_template"]) == []


@given(TEMPLATES, IDENTIFIERS, IDENTIFIERS, st.sampled_from([0, 1, 999]))
def test_what_has_no_fault_keeps_its_end_whatever_the_payment_is(
    template: str, transaction_id: str, merchant_id: str, held_back: int
) -> None:
    if faults(SHORT, f"{template} END."):
        return
    names = {"transaction_id": transaction_id, "merchant_id": merchant_id}
    said = sent(f"{template} END.", {**event("longest")["transaction"], **names}, held_back)
    assert septets(said) <= SEPTETS
    assert said.partition(" END.")[1:] == (" END.", further(held_back))


def test_a_tab_in_a_short_message_is_named_since_a_phone_gets_a_space() -> None:
    (line,) = faults(SHORT, "Declined:\t$amount")
    assert "'\\t' is not in the alphabet of phones and would be sent as ' '" in line
    assert faults(MAIL, "Declined:\t$amount") == []


@given(st.text(max_size=400))
def test_whatever_a_template_holds_it_is_judged_and_a_good_one_is_sent(template: str) -> None:
    if not faults(SHORT, template):
        assert sent(template, event("usual")["transaction"], 0) == Template(template).substitute()


@pytest.mark.parametrize(("address", "longest"), [("https://shop.example/n#", 64), ("x" * 60, 46), ("x" * 105, 1)])
def test_the_longest_id_beside_which_a_link_has_room_is_counted(address: str, longest: int) -> None:
    template = f"Stopped.\n{address}$not_me"
    assert linked(template) == longest
    assert faults(SHORT, template) == []
