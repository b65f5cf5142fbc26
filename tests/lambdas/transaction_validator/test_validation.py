"""What counts as a transaction: one faultless body, one fault at a time, and any JSON at all."""

import json
import uuid
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lambdas.transaction_validator import rates, schema, tables
from lambdas.transaction_validator.money import Worth
from lambdas.transaction_validator.texts import TEXT_READ
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
    "country": "US",
}
OPTIONAL: dict[str, object] = {
    "terminal_id": "te_9",
    "merchant_name": "Café Müller & Söhne",
    "merchant_category_code": "0742",
    "entry_mode": "contactless",
    "customer_token": "cus_9s6XKzkNRiz8i3",
    "device_token": "7f1b9d2c",
}
WHOLE = BODY | OPTIONAL
LIMITS = Limits(
    schema=schema.read(document(described())),
    rates=rates.read(tables.rates(), days=60),
    age_hours=24,
    clock_skew_minutes=5,
    largest_usd=1_000_000,
)
TEST_CARD = "4111" + "1" * 12
DAY = 86_400_000

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([TEST_CARD, 10**300])
anything = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)
tokens = st.from_regex(r"tok_[a-z]{8,56}", fullmatch=True)
identifiers = st.from_regex(r"[A-Za-z_-]{1,64}", fullmatch=True)


def errors(**changes: object) -> list[FieldError]:
    """All that is wrong with the faultless body after these changes."""
    outcome = validate({**WHOLE, **changes}, now=NOW, limits=LIMITS)
    return [] if isinstance(outcome, Transaction) else list(outcome)


def transaction(**changes: object) -> Transaction:
    """The transaction that the faultless body is after these changes."""
    outcome = validate({**BODY, **changes}, now=NOW, limits=LIMITS)
    assert isinstance(outcome, Transaction), outcome
    return outcome


def test_a_faultless_body_is_a_transaction_with_its_numbers_as_texts() -> None:
    made = transaction(**OPTIONAL)
    worth = Worth(Decimal("12.50"), "ok")
    assert made.as_json(worth) == {
        **WHOLE,
        "amount_text": "12.50",
        "timestamp_text": str(NOW),
        "amount_usd": 12.5,
        "amount_usd_text": "12.50",
        "conversion": "ok",
    }
    assert len(bytes.fromhex(made.digest)) == 32


@pytest.mark.parametrize("field", OPTIONAL)
def test_what_a_caller_leaves_out_is_an_empty_text(field: str) -> None:
    body = {name: value for name, value in WHOLE.items() if name != field}
    outcome = validate(body, now=NOW, limits=LIMITS)
    assert isinstance(outcome, Transaction)
    assert outcome.as_json(Worth(None, "rates_outdated"))[field] == ""


def test_what_is_worth_an_unknown_amount_says_so() -> None:
    said = transaction().as_json(Worth(None, "currency_not_listed"))
    assert (said["amount_usd"], said["amount_usd_text"]) == (None, "")
    assert said["conversion"] == "currency_not_listed"


@pytest.mark.parametrize("field", BODY)
def test_each_field_that_every_payment_has_is_required(field: str) -> None:
    body = {name: value for name, value in BODY.items() if name != field}
    assert validate(body, now=NOW, limits=LIMITS) == (FieldError(field, "is required"),)


@pytest.mark.parametrize("field", WHOLE)
@pytest.mark.parametrize("value", [None, True, False, [], {}, [1], {"a": 1}, "", float("nan"), float("-inf"), -1, 0])
def test_each_field_refuses_what_is_of_another_type(field: str, value: object) -> None:
    assert [error.field for error in errors(**{field: value})] == [field]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("transaction_id", "a" * 65, "{1,64}"),
        ("transaction_id", "id\n", "text like"),
        ("transaction_id", "ünïcode", "text like"),
        ("merchant_id", "a b", "text like"),
        ("terminal_id", "\ud800", "text like"),
        ("timestamp", str(NOW), "whole number"),
        ("timestamp", float(NOW), "whole number"),
        ("timestamp", 0, "at least 1"),
        ("timestamp", 10**13, "at most 9999999999999"),
        ("timestamp", NOW + 300_001, "future"),
        ("timestamp", NOW - DAY - 1, "older"),
        ("amount", "12,50", "number, or a text like"),
        ("amount", "1e3", "text like"),
        ("amount", "-1", "text like"),
        ("amount", "\u0661", "text like"),
        ("amount", "0.00", "at least one minor unit"),
        ("amount", 0.00001, "at least 0.0001"),
        ("amount", 0.001, "2 decimals"),
        ("amount", 5e-324, "at least 0.0001"),
        ("amount", 12.345, "2 decimals"),
        ("amount", "12.345", "2 decimals"),
        ("amount", 1_000_000.01, "at most 1000000 US dollars"),
        ("amount", "1000000.01", "at most 1000000 US dollars"),
        ("amount", 1e300, "at most 1000000000000"),
        pytest.param("amount", 10**5000, "at most 1000000000000", id="huge"),
        ("currency", "usd", "[A-Z]{3}"),
        ("currency", "XXX", "ISO 4217"),
        ("currency", "XAU", "ISO 4217"),
        ("card_token", "short", "{6,64}"),
        ("card_token", "tok_" + "a" * 61, "{6,64}"),
        ("country", "USA", "[A-Z]{2}"),
        ("country", "\u00c9\u00c9", "[A-Z]{2}"),
        ("country", "ZZ", "ISO 3166-1"),
        ("merchant_name", "a\nb", "text like"),
        ("merchant_name", "<b>", "text like"),
        ("merchant_name", "a\u202eb", "letters"),
        ("merchant_name", "...", "letters"),
        ("merchant_name", "é" * 65, "at most 64"),
        ("merchant_category_code", "742", "[0-9]{4}"),
        ("merchant_category_code", 742, "[0-9]{4}"),
        ("entry_mode", "telepathy", "contactless"),
        ("entry_mode", "1", "text like"),
    ],
)
def test_a_fault_is_told_in_words(field: str, value: object, message: str) -> None:
    (error,) = errors(**{field: value})
    assert error.field == field
    assert message in error.message


NO_CARD_NUMBER = (
    "must hold no card number and no network token, which has the shape of one; send a token, or a token's reference"
)
NO_SENSITIVE_DATA = (
    "must hold no security code, no track of a magnetic stripe and no PIN, which may not be kept (PCI DSS 3.3.1)"
)
OTHERS = "must hold no other fields than those of a transaction, as"


@pytest.mark.parametrize(
    ("changes", "field", "messages"),
    [
        ({"timestamp": float(NOW)}, "timestamp", ["must be a whole number"]),
        ({"timestamp": 0}, "timestamp", ["must be at least 1"]),
        ({"timestamp": 10**13}, "timestamp", ["must be at most 9999999999999"]),
        ({"timestamp": NOW + 300_001}, "timestamp", ["must not be more than 5 minutes in the future"]),
        ({"timestamp": NOW - DAY - 1}, "timestamp", ["must not be older than 24 hours"]),
        ({"amount": None}, "amount", ["must be a number"]),
        ({"amount": 0.001}, "amount", ["must have at most 2 decimals in this currency"]),
        ({"amount": "0.00"}, "amount", ["must be at least one minor unit of this currency"]),
        (
            {"amount": 10_000_000_000},
            "amount",
            ["must have at most 12 digits in this currency, decimals included"],
        ),
        ({"amount": 1_000_000.01}, "amount", ["must be worth at most 1000000 US dollars"]),
        ({"currency": "XXX"}, "currency", ["must be a currency of ISO 4217 that has a minor unit"]),
        ({"country": "ZZ"}, "country", ["must be a country of ISO 3166-1"]),
        ({"country": "x"}, "country", ["must be a text like ^[A-Z]{2}$"]),
        (
            {"entry_mode": "telepathy"},
            "entry_mode",
            [
                "must be digits as in field 22 of ISO 8583, or one of: chip, contactless, magnetic_stripe, fallback, "
                "manual, ecommerce, credential_on_file, qr_code, other"
            ],
        ),
        ({"merchant_name": "é" * 65}, "merchant_name", ["must have at most 64 characters"]),
        (
            {"merchant_name": "..."},
            "merchant_name",
            ["must be of letters, digits, signs and blanks, and hold a letter or a digit"],
        ),
        (
            {"card_token": "8" * 13},
            "card_token",
            [
                "must not be 12 to 19 digits alone, as a card number or a network token is; send a token's reference",
            ],
        ),
        ({"merchant_id": TEST_CARD}, "merchant_id", [NO_CARD_NUMBER]),
        ({"note": TEST_CARD}, "body", [f"{OTHERS} note", NO_CARD_NUMBER]),
        ({"cvv": "1"}, "body", [f"{OTHERS} cvv", NO_SENSITIVE_DATA]),
        ({"4": 1, "b": 1, "a": 1}, "body", [f"{OTHERS} a, b, 1 whose name is not repeated here"]),
    ],
)
def test_a_fault_is_told_in_a_whole_sentence(changes: dict[str, object], field: str, messages: list[str]) -> None:
    assert errors(**changes) == [FieldError(field, message) for message in messages]


def test_an_amount_that_is_no_decimal_text_is_told_the_form() -> None:
    (error,) = errors(amount="12,50")
    assert error.message.startswith("must be a number, or a text like ^")


@pytest.mark.parametrize(
    "mode",
    [
        *("chip", "contactless", "magnetic_stripe", "fallback", "manual", "ecommerce", "credential_on_file"),
        *("qr_code", "other"),
    ],
)
def test_each_word_of_an_entry_mode_is_taken(mode: str) -> None:
    assert transaction(entry_mode=mode).entry_mode == mode


@pytest.mark.parametrize("amount", [0.01, 1, 5000, 5000.01, 999_999.99, 1_000_000, 1_000_000.0, 0.29, 1.1, "12.5"])
def test_an_amount_keeps_its_written_decimals(amount: float | str) -> None:
    assert transaction(amount=amount).amount == Decimal(str(amount))


@pytest.mark.parametrize(
    "name",
    [
        "Café Noir",
        "Łódź Müller & Söhne",
        "東京ラーメン",
        "مخبز السلام",
        "McDonald's #1234",
        "PAYPAL *STEAM",
        "7-ELEVEN",
    ],
)
def test_a_merchants_name_is_of_letters_of_any_script(name: str) -> None:
    assert transaction(merchant_name=name).merchant_name == name


def test_equal_names_are_equal_however_their_accents_are_written() -> None:
    assert transaction(merchant_name="Cafe\u0301").digest == transaction(merchant_name="Caf\u00e9").digest


@pytest.mark.parametrize("mode", ["chip", "ecommerce", "051", "81", "qr_code"])
def test_an_entry_mode_is_a_word_or_what_iso_8583_says_in_digits(mode: str) -> None:
    assert transaction(entry_mode=mode).entry_mode == mode


@pytest.mark.parametrize(
    "token",
    [
        str(uuid.UUID(int=7, version=4)),
        "pm_" + "1NvQ2tLk" * 3,
        "card_" + "1NvQ2tLk" * 3,
        "tok_a1b2c3d4",
        "src_4w5xka6zvd7u3fkl2nkm",
        "ccof:GaJGNaZa8x4OgDJn4GB",
        "DWSPMC000000000132d72d4fcb2f4136a0532d3093ff1a45",
        "8qf9vd2",
        "bm90IGEgY2FyZCBudW1iZXI=",
    ],
)
def test_a_cards_token_has_the_form_that_its_provider_gives_it(token: str) -> None:
    assert transaction(card_token=token).card_token == token


@pytest.mark.parametrize("digits", range(12, 20))
@pytest.mark.parametrize("separator", ["", "-", "."])
def test_a_cards_token_of_as_many_digits_as_a_card_number_is_refused_whatever_its_check_digit(
    digits: int, separator: str
) -> None:
    (error,) = errors(card_token=separator.join("8" * digits))
    assert error.field == "card_token"
    assert "network token" in error.message


@pytest.mark.parametrize("shift", [300_000, 0, -DAY])
def test_a_time_within_the_window_is_taken(shift: int) -> None:
    assert transaction(timestamp=NOW + shift).timestamp == NOW + shift


@pytest.mark.parametrize("field", [field for field, value in WHOLE.items() if isinstance(value, str)])
def test_a_text_is_refused_that_is_longer_than_what_is_searched_for_a_card_number(field: str) -> None:
    for start in ("", "tok_"):
        assert errors(**{field: start + "A" * TEXT_READ})


def test_all_faults_are_told_at_once() -> None:
    body = {"amount": -1, "currency": "usd", "timestamp": 0, "extra": True}
    outcome = validate(body, now=NOW, limits=LIMITS)
    assert isinstance(outcome, tuple)
    assert {error.field for error in outcome} == set(BODY) | {"body"}


@pytest.mark.parametrize("body", [None, [], "text", 1, 1.5, True, [BODY]])
def test_a_body_that_is_no_object_is_refused(body: object) -> None:
    assert validate(body, now=NOW, limits=LIMITS) == (FieldError("body", "must be a JSON object"),)


@pytest.mark.parametrize("field", [field for field in WHOLE if field != "timestamp"])
@pytest.mark.parametrize("number", [TEST_CARD, "-".join(["4111", *["1111"] * 3]), int(TEST_CARD), {"a": [TEST_CARD]}])
def test_a_card_number_in_a_field_is_refused_under_its_name(field: str, number: object) -> None:
    told = errors(**{field: number})
    assert any(error.field == field and "card number" in error.message for error in told)
    assert len({error.field for error in told}) == 1


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


@given(st.sampled_from(sorted(WHOLE)), anything)
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


@given(st.sampled_from(sorted(WHOLE)), st.text("QWXZ#%&", min_size=3))
def test_no_value_is_ever_repeated_and_no_name_that_could_hold_one(field: str, value: str) -> None:
    told = json.dumps([error.as_json() for error in [*errors(**{field: value}), *errors(**{f"#{value}": value})]])
    assert value not in told


def test_an_unknown_field_is_refused_by_its_name() -> None:
    (error,) = errors(note="x", card_holder2="y", **{"4111": "z", "a" * 50: "z"})
    assert error.field == "body"
    assert error.message.endswith("as card_holder2, note, 2 whose name is not repeated here")


def test_the_longest_name_of_an_unknown_field_that_is_repeated_has_forty_letters_and_two_digits() -> None:
    plain, long, numbered = f"{'A_-z' * 10}99", "a" * 41, "a123"
    (error,) = errors(**{plain: 1, long: 1, numbered: 1})
    assert error.message.endswith(f"as {plain}, 2 whose name is not repeated here")


def test_of_many_unknown_fields_some_are_named() -> None:
    (error,) = errors(**{f"x{letter}": 1 for letter in "abcdefghijklm"})
    assert "xj, 3 whose name" in error.message


@pytest.mark.parametrize(
    "more",
    [
        {"cvv": "123"},
        {"CVC2": 123},
        {"card": {"security_code": "1234"}},
        {"cardVerificationValue": "123"},
        {"track_2": "x"},
        {"trackData": "x"},
        {"magneticStripe": "x"},
        {"pin": "1234"},
        {"PIN-block": "0412AC89FFFFFFFF"},
        {"emv": [{"card_pin": 1}]},
        {"note": "%B4111111111111111^DOE/JANE^2912101000000000?"},
        {"note": ";4111111111111111=29121010000000000000?"},
        {"note": "4111111111111111=29121010000000000000"},
        {"emv": "5713" + "4111111111111111" + "D29122010000000000000F"},
    ],
)
def test_security_codes_tracks_and_pins_are_refused_by_name_and_shape_and_say_why(more: dict[str, object]) -> None:
    told = errors(**more)
    assert {error.field for error in told} == {"body"}
    assert any("PCI DSS 3.3.1" in error.message for error in told)


@pytest.mark.parametrize("more", [{"shipping": 1}, {"tracking_id": 1}, {"pincode": 1}, {"opinion": {"spin": 1}}])
def test_a_name_that_merely_sounds_like_one_is_an_unknown_field(more: dict[str, object]) -> None:
    (error,) = errors(**more)
    assert "PCI" not in error.message


@pytest.mark.parametrize("field", ["transaction_id", "card_token", "merchant_name", "device_token"])
def test_track_2_in_a_field_is_refused_under_its_name(field: str) -> None:
    told = errors(**{field: "57134111111111111111D29122010000"})
    assert [error.field for error in told if "3.3.1" in error.message] == [field]


@given(identifiers, tokens, st.integers(1, 100_000_000))
def test_the_digest_depends_on_the_content_and_not_on_the_time(name: str, token: str, cents: int) -> None:
    first = transaction(transaction_id=name, card_token=token, amount=cents / 100)
    again = transaction(transaction_id=name, card_token=token, amount=cents / 100, timestamp=NOW - 5)
    other = transaction(transaction_id=name, card_token=token, amount=(cents % 100_000_000 + 1) / 100)
    assert first.digest == again.digest
    assert first.digest != other.digest


def test_equal_amounts_have_equal_digests_however_they_are_written() -> None:
    assert transaction(amount=12).digest == transaction(amount=12.0).digest == transaction(amount="12").digest
    assert transaction(amount=12).amount_text == "12.00"
    assert transaction(amount=0.1 + 0.2).digest == transaction(amount=0.3).digest


def test_amounts_that_differ_in_the_currencys_own_unit_are_two_payments() -> None:
    first, second = (transaction(amount=amount, currency="KWD") for amount in (1.234, 1.231))
    assert (first.amount_text, second.amount_text) == ("1.234", "1.231")
    assert first.digest != second.digest
    assert transaction(amount=5001, currency="JPY").amount_text == "5001"


def test_each_field_that_a_caller_may_leave_out_is_of_the_content() -> None:
    digests = {transaction(**{field: value}).digest for field, value in OPTIONAL.items()}
    assert len(digests | {transaction().digest}) == len(OPTIONAL) + 1


def test_a_repetition_of_what_was_stored_before_a_field_was_added_is_one_still() -> None:
    # What the marker of this transaction holds since the first version; it had a terminal at all times.
    stored = "37a767ec"
    assert transaction(terminal_id="te_9").digest.startswith(stored)


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
