"""A short message is one part: 160 septets of the phone's own alphabet, whatever template and names hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.notification_sender.short_message import ALPHABET, EXTENDED, SEPTETS, in_alphabet, one_part, septets

ESCAPE, FORM_FEED = "\x1b", "\x0c"
KNOWN = st.text(sorted(ALPHABET), max_size=200)
ANY = st.text(max_size=200)
FACTS = {"transaction_id": "t-1", "merchant_id": "m-7", "decision": "review"}


def filled(template: str, **changes: str) -> str:
    """The short message of a template whose names are in braces."""

    def fill(facts: dict[str, str]) -> str:
        text = template
        for name, value in facts.items():
            text = text.replace(f"<{name}>", value)
        return text

    return one_part(fill, {**FACTS, **changes}, shortened=("transaction_id", "merchant_id"))


def test_the_alphabet_has_its_128_places_and_ten_more() -> None:
    # The escape to the extension table is a place of its own, and of that table the form feed is left out.
    assert len(ALPHABET - EXTENDED) == 127
    assert len(EXTENDED) == 9
    assert not ALPHABET & {ESCAPE, FORM_FEED}


@given(ANY, st.text(max_size=80), st.text(max_size=80))
def test_it_fits_into_one_part_and_holds_the_alphabet_alone(template: str, transaction: str, merchant: str) -> None:
    said = filled(f"{template}<transaction_id><merchant_id>", transaction_id=transaction, merchant_id=merchant)
    assert septets(said) <= SEPTETS
    assert set(said) <= ALPHABET


@given(KNOWN)
def test_what_the_phone_knows_is_left_as_it_is(text: str) -> None:
    assert in_alphabet(text) == text


@given(ANY)
def test_a_text_is_replaced_once_and_for_all(text: str) -> None:
    assert in_alphabet(in_alphabet(text)) == in_alphabet(text)


@given(KNOWN)
def test_a_text_that_fits_is_sent_whole_and_a_longer_one_ends_with_dots(text: str) -> None:
    said = filled(text)
    if septets(text) <= SEPTETS:
        assert said == text
    else:
        assert said.endswith("...")
        assert text.startswith(said.removesuffix("..."))
        # No character more would have had a place.
        assert septets(said) > SEPTETS - 2


@given(st.integers(0, 160))
def test_a_character_of_two_septets_is_never_halved(before: int) -> None:
    said = filled("x" * before + "€" * 160)
    assert said.removesuffix("...") == "x" * min(before, 157) + "€" * (max(157 - before, 0) // 2)


@given(st.text("abc-", min_size=65, max_size=90), st.text("abc-", min_size=65, max_size=90))
def test_names_are_cut_before_the_template_is(transaction: str, merchant: str) -> None:
    said = filled(
        "Payment <transaction_id> at <merchant_id> is on review. Call +1 555 0100.",
        transaction_id=transaction,
        merchant_id=merchant,
    )
    assert said.startswith("Payment ")
    assert said.endswith(" is on review. Call +1 555 0100.")
    assert said.count("...") == 2
    assert SEPTETS - 2 <= septets(said) <= SEPTETS


def test_a_name_that_is_short_stays_whole_beside_one_that_is_cut() -> None:
    said = filled("<merchant_id>: <transaction_id> " + "x" * 100, transaction_id="t" * 64)
    assert said.startswith("m-7: ttttt")
    assert said.endswith("... " + "x" * 100)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“Zażółć” \u2013 gęślą…", '"Zazolc" - gesla...'),
        ("it\u2019s 5 € — ½ off", "it's 5 € - 1/2 off"),
        ("cafe\u0301 crème ñ ß Ω", "café crème ñ ß Ω"),
        ("a\u0300\u0323b", "ab"),
        ("tab\there\x00", "tab here"),
        ("no\u00a0break", "no break"),
        ("zero\u200bwidth\ufe0f", "zerowidth"),
        ("日本 👍🏽 \ud83d", "?? ?? ?"),
        ("`code` ﬁne ™", "'code' fine TM"),
        ("$\uff04", "$$"),
    ],
)
def test_what_the_phone_does_not_know_is_replaced_by_what_comes_near(text: str, said: str) -> None:
    assert in_alphabet(text) == said


@pytest.mark.parametrize(
    ("characters", "near"),
    [
        ("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'"),
        ("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        ("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        *(("\u2044", "/"), ("\u2022", "*"), ("Ł", "L"), ("ł", "l"), ("Đ", "D"), ("đ", "d"), ("\u0131", "i")),
        *(("œ", "oe"), ("Œ", "OE"), ("\t\u2028\u3000", " "), ("\u0301\u200b\x00\u20dd", ""), ("日\ue000", "?")),
    ],
)
def test_each_character_has_one_that_comes_near(characters: str, near: str) -> None:
    assert in_alphabet(characters) == near * len(characters)


def test_a_text_of_just_as_many_septets_is_whole_and_names_are_cut_no_further_than_they_must() -> None:
    assert filled("x" * 160) == "x" * 160
    assert filled("x" * 161) == "x" * 157 + "..."
    assert filled("<merchant_id>" + "x" * 96, merchant_id="m" * 64) == "m" * 64 + "x" * 96
    assert filled("<merchant_id>" + "x" * 97, merchant_id="m" * 64) == "m" * 60 + "..." + "x" * 97
    assert filled("<merchant_id>" + "x" * 95, merchant_id="m" * 70) == "m" * 61 + "..." + "x" * 95
    both = filled("<transaction_id><merchant_id>" + "x" * 32, transaction_id="t" * 64, merchant_id="m" * 70)
    assert both == "t" * 64 + "m" * 61 + "..." + "x" * 32
    assert filled("<merchant_id>" + "x" * 152, merchant_id="m" * 64) == "m" * 5 + "..." + "x" * 152
    assert filled("<merchant_id>" + "x" * 153, merchant_id="m" * 64) == "m" * 5 + "..." + "x" * 149 + "..."
