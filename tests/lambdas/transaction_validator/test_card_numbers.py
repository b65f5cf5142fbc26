"""Card numbers are found wherever they hide and however they are written; ids that merely look like one pass."""

import random
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from string import ascii_letters, digits, hexdigits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.transaction_validator.card_numbers import holds_card_number
from lambdas.transaction_validator.issuers import is_card_number

# What schemes and their acquirers publish for tests, all of it with a valid check digit.
PUBLISHED = {
    "Visa": "4111111111111111 4012888888881881 4242424242424242 4000056655665556 4917610000000000",
    "Visa of 13 digits": "4222222222222",
    "Visa of 19 digits": "4917610000000000003",
    "Mastercard": "5555555555554444 5105105105105100 5200828282828210 2223003122003222 2223000048400011",
    "American Express": "378282246310005 371449635398431 378734493671000 341111111111111",
    "Discover": "6011111111111117 6011000990139424 6011981111111113 6445644564456445",
    "Diners Club": "30569309025904 38520000023237 36227206271667 3056930009020004",
    "JCB": "3566002020360505 3530111333300000 3528000700000000 3569990010095841",
    "UnionPay": "6200000000000005 6200000000000047 6205500000000000004 6243030000000001 8171999927660000",
    "Maestro": "6304000000000000 6759649826438453 6771798021000008 5018000000000009 50339619890917",
    "Maestro of other lengths": "6759000000005 586824160825533338 6799990100000000019",
    "Mir": "2200000000000004 2201382000000013",
    "Troy": "9792030394440796",
    "Bancontact": "6703444444444449",
    "Dankort": "5019717010103742 5019555544445555",
    "Elo": "6362970000457013 5066991111111118",
    "Hipercard": "6062828888666688",
    "UATP": "135412345678911",
    "BC Card": "9490220006611406",
    "NAPAS": "9704000000000018",
}
ALL = [number for numbers in PUBLISHED.values() for number in numbers.split()]
SEPARATORS = ["", " ", "-", ".", "/", "_", " - ", "\u00a0", "\u2013", "\u200b"]
FULL_WIDTH = str.maketrans(digits, "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19")
ARABIC = str.maketrans(digits, "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669")
VISA = "4111" + "1" * 12
TRIED = 20_000


def in_fours(number: str) -> list[str]:
    return [number[start : start + 4] for start in range(0, len(number), 4)]


def groupings(number: str) -> list[list[str]]:
    """The groups in which a number is printed, dictated or stored."""
    others = {
        14: [[number[:4], number[4:10], number[10:]]],
        15: [[number[:4], number[4:10], number[10:]]],
        16: [[number[:8], number[8:]]],
        19: [[number[:6], number[6:]]],
    }
    return [in_fours(number), list(number), *others.get(len(number), [])]


@pytest.mark.parametrize("number", ALL)
def test_a_published_test_number_is_found_in_each_usual_spelling(number: str) -> None:
    for text in {separator.join(groups) for groups in groupings(number) for separator in SEPARATORS}:
        assert holds_card_number(text), text
        assert holds_card_number(text.translate(FULL_WIDTH)), text
        assert holds_card_number(text.translate(ARABIC)), text


@pytest.mark.parametrize("number", ALL)
@pytest.mark.parametrize("around", ["paid with {}, thanks", "tok_{}", "order-12_{}", "x{}", "12/27 {}"])
def test_a_published_test_number_is_found_beside_other_text(number: str, around: str) -> None:
    for groups in groupings(number):
        assert holds_card_number(around.format("-".join(groups)))
        assert holds_card_number(around.format("".join(groups)))


@pytest.mark.parametrize("number", ALL)
def test_a_published_test_number_is_found_in_numbers_and_spread_over_them(number: str) -> None:
    fours = in_fours(number)
    for value in (
        int(number),
        -int(number),
        [int(number)],
        {number: None},
        {"a": {"b": ["x", {"c": number}]}},
        fours,
        [int(group) for group in fours],
        [int(digit) for digit in number],
        dict(zip("abcde", map(int, fours), strict=False)),
        [{"group": int(group)} for group in fours],
        {"first": {"n": int(fours[0])}, "rest": [int(group) for group in fours[1:]]},
        f"0x{number}",
    ):
        assert holds_card_number(value), value
    if len(number) < 17:
        # A float keeps no more digits.
        assert holds_card_number(float(number))


def check_digit(payload: str) -> str:
    """By the textbook's other formulation: double from the right, add the digits of the products."""
    products = [int(digit) * (2, 1)[place % 2] for place, digit in enumerate(reversed(payload))]
    return str(-sum(product // 10 + product % 10 for product in products) % 10)


@given(st.text(digits, min_size=14, max_size=14).map(lambda rest: "4" + rest), st.integers(1, 9))
def test_a_number_with_an_issuer_is_one_with_its_check_digit_alone(payload: str, off: int) -> None:
    number = payload + check_digit(payload)
    assert holds_card_number(number)
    assert not holds_card_number(payload + str((int(number[-1]) + off) % 10))


@pytest.mark.parametrize(
    "number",
    ["0" * 16, "7" * 15 + "9", "411111111111116", "37828224631000" + "01", "5" * 11 + "7", "4" * 20],
    ids=["no issuer", "no issuer either", "Visa of 15", "American Express of 16", "Mastercard of 12", "of 20"],
)
def test_what_no_scheme_issues_is_no_card_number(number: str) -> None:
    assert not is_card_number(number)


@pytest.mark.parametrize(
    "value",
    ["", "4111", 4111, True, None, 1.5, float("nan"), float("inf"), pytest.param(10**5000, id="huge"), "m-77_t-12", []],
)
def test_what_is_no_card_number_is_let_through(value: object) -> None:
    assert not holds_card_number(value)


def test_a_number_of_12_digits_counts_where_it_is_alone() -> None:
    number = "50180000000" + check_digit("50180000000")
    assert holds_card_number(number)
    assert holds_card_number("-".join(in_fours(number)))
    assert not holds_card_number(f"rrn{number}")
    assert not holds_card_number(f"{number}-123456")


def test_a_card_number_before_or_behind_a_digest_is_found_and_none_within() -> None:
    letters = "abcdefab" * 4
    assert holds_card_number(VISA + letters)
    assert holds_card_number(letters + VISA)
    assert not holds_card_number(letters + VISA + letters)


@pytest.mark.parametrize("around", ["{}-{}", "{}_{}"])
def test_groups_that_end_or_begin_at_a_digest_are_found(around: str) -> None:
    letters, groups = "abcdefab" * 4, "4111-1111-1111-1111"
    assert holds_card_number(around.format("id", groups + letters))
    assert holds_card_number(around.format(letters + groups, "id"))


def test_a_digest_in_capitals_is_one() -> None:
    letters = "ABCDEFAB" * 4
    assert holds_card_number(VISA + letters)
    assert not holds_card_number(letters + VISA + letters)


@pytest.mark.parametrize(
    "written",
    ["1354 12345 678911", "4222-2222-22222", "41 11 11 11 11 11 11 11", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"],
)
def test_groups_that_are_printed_on_few_cards_are_found(written: str) -> None:
    assert holds_card_number(written)


@pytest.mark.parametrize(
    "written",
    [
        "411111 11111 11111",
        "4111 11111 1111111",
        "41111 11111 11111 1",
        "4111 4 11111111111",
        "4111 11111 111 1111",
        "4111 1111 1111 1 111",
        "4917 6100 0000 0000003",
        "4222 222222222",
    ],
)
def test_groups_that_no_card_has_are_no_card_number(written: str) -> None:
    assert not holds_card_number(written)


@pytest.mark.parametrize(
    ("begins", "lengths"),
    [
        ("4", {13, 16, 18, 19}),
        *((prefix, {16}) for prefix in ("51", "55", "2221", "2720")),
        *((prefix, {15}) for prefix in ("34", "37", "1800", "2131", "10")),
        *((prefix, {14, 15, 16, 17, 18, 19}) for prefix in ("300", "305", "3095", "36", "39", "38")),
        *((prefix, {16, 17, 18, 19}) for prefix in ("3528", "3589", "59", "60", "65", "81", "82", "2200", "2205")),
        *((prefix, {16, 17, 18, 19}) for prefix in ("9704", "8600", "94", "9792", "9860")),
        ("1946", {15, 16, 17, 18, 19}),
        *((prefix, {12, 13, 14, 15, 16, 17, 18, 19}) for prefix in ("50", "56", "58", "639", "67", "6304")),
        *(
            (prefix, set[int]())
            for prefix in ("2220", "2721", "2206", "33", "3527", "3590", "306", "83", "98", "7", "0")
        ),
    ],
)
def test_each_scheme_has_numbers_of_its_lengths_alone(begins: str, lengths: set[int]) -> None:
    payloads = [begins.ljust(size, "0") for size in range(9, 21)]
    numbers = [payload + check_digit(payload) for payload in payloads]
    assert {len(number) for number in numbers if is_card_number(number)} == lengths


def test_digits_that_are_small_or_circled_are_digits() -> None:
    small = str.maketrans(digits, "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
    assert holds_card_number(VISA.translate(small))


def test_a_number_that_is_spread_over_two_fields_is_found() -> None:
    assert holds_card_number([int(VISA[:8]), int(VISA[8:])])
    assert holds_card_number({"begins": VISA[:8], "ends": VISA[8:]})
    assert not holds_card_number([VISA[:8], VISA[8:-1]])


def test_a_number_with_a_decimal_point_among_its_digits_is_found() -> None:
    assert holds_card_number(float(f"{VISA[:8]}.{VISA[8:]}"))
    assert not holds_card_number(float(f"{VISA[:8]}.{VISA[8:-1]}"))


def test_huge_bodies_are_not_read_to_their_end() -> None:
    started = time.process_time()
    for value in ("1-" * 200_000, ["1 2" * 9] * 100_000, "x" * 400_000, {str(each): each for each in range(100_000)}):
        holds_card_number(value)
    assert time.process_time() - started < 2


def numeral(chance: random.Random, size: int) -> str:
    return "".join(chance.choices(digits, k=size))


def moment(chance: random.Random, form: str) -> str:
    return (datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(4 * 365 * 86_400))).strftime(form)


def of(chance: random.Random, alphabet: str, size: int) -> str:
    return "".join(chance.choices(alphabet, k=size))


HEX, BASE_32, BASE_62 = hexdigits[:16], "0123456789ABCDEFGHJKMNPQRSTVWXYZ", digits + ascii_letters
Make = Callable[[random.Random], str]
IDS: dict[str, Make] = {
    "YYYYMMDD-HHMMSS-NNNN": lambda chance: moment(chance, "%Y%m%d-%H%M%S-") + numeral(chance, 4),
    "YYMMDD-HHMMSS-NNNN": lambda chance: moment(chance, "%y%m%d-%H%M%S-") + numeral(chance, 4),
    "DDMMYYYY-HHMMSS-NNNN": lambda chance: moment(chance, "%d%m%Y-%H%M%S-") + numeral(chance, 4),
    "YYYY-MM-DD_NNNNNNNN": lambda chance: moment(chance, "%Y-%m-%d_") + numeral(chance, 8),
    "TXNYYYYMMDDHHMMSSNNN": lambda chance: moment(chance, "TXN%Y%m%d%H%M%S") + numeral(chance, 3),
    "a reference of 12 and a trace of 6": lambda chance: f"{numeral(chance, 12)}-{numeral(chance, 6)}",
    "3-7-7": lambda chance: "-".join(numeral(chance, size) for size in (3, 7, 7)),
    "inv-NNNNNNNN-NNNN": lambda chance: f"inv-{numeral(chance, 8)}-{numeral(chance, 4)}",
    "a UUID": lambda chance: str(uuid.UUID(int=chance.getrandbits(128), version=4)),
    "a UUID with a prefix": lambda chance: f"order-{uuid.UUID(int=chance.getrandbits(128), version=4)}",
    "a UUID without hyphens": lambda chance: of(chance, HEX, 32),
    "tok_ and 32 hex": lambda chance: "tok_" + of(chance, HEX, 32),
    "tok_ and 24 letters and digits": lambda chance: "tok_" + of(chance, BASE_62, 24),
    "pm_ and 24 letters and digits": lambda chance: "pm_" + of(chance, BASE_62, 24),
    "a digest of 64 hex": lambda chance: of(chance, HEX, 64),
    "an object id of 24 hex": lambda chance: of(chance, HEX, 24),
    "a ULID": lambda chance: of(chance, BASE_32, 26),
    "milliseconds since the epoch": lambda chance: str(chance.randrange(1_500_000_000_000, 2_000_000_000_000)),
    "milliseconds and a number": lambda chance: f"{chance.randrange(15 * 10**11, 2 * 10**12)}-{numeral(chance, 4)}",
    "microseconds since the epoch": lambda chance: str(chance.randrange(15 * 10**14, 18 * 10**14)),
    "a snowflake": lambda chance: str(chance.randrange(10**18, 19 * 10**17)),
}


@pytest.mark.parametrize("form", IDS)
def test_ids_with_letters_or_separators_and_times_are_hardly_ever_taken_for_card_numbers(form: str) -> None:
    chance = random.Random(form)  # noqa: S311 - the same ids in each run
    refused = sum(holds_card_number(IDS[form](chance)) for _ in range(TRIED))
    assert refused < TRIED / 1000, f"{refused} of {TRIED}"
