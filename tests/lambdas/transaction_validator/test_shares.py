"""How many ids of digits alone pass for card numbers by chance: what the documents say is what is measured."""

import random
import re
from pathlib import Path
from string import digits

import pytest

from lambdas.transaction_validator.card_numbers import holds_card_number

PAGE = Path(__file__).resolve().parent.parent.parent.parent / "docs" / "requests.md"
ROW = re.compile(r"^\| (?P<size>[0-9]+) \| (?P<share>[0-9.]+) % \|", re.MULTILINE)
TOLD = {int(row["size"]): row["share"] for row in ROW.finditer(PAGE.read_text(encoding="utf-8"))}
TRIED = 20_000


def measured(size: int) -> str:
    """The share of random ids of so many digits that are refused, in percent."""
    chance = random.Random(size)  # noqa: S311 - the same ids in each run
    ids = ("".join(chance.choices(digits, k=size)) for _ in range(TRIED))
    return f"{100 * sum(map(holds_card_number, ids)) / TRIED:.1f}"


def test_the_page_tells_a_share_for_each_length_of_a_card_number() -> None:
    assert sorted(TOLD) == list(range(12, 20))


@pytest.mark.parametrize("size", range(12, 20))
def test_the_share_of_ids_of_digits_alone_is_the_one_that_the_page_tells(size: int) -> None:
    assert TOLD[size] == measured(size)


@pytest.mark.parametrize("size", range(13, 20))
def test_a_hyphen_behind_the_seventh_digit_lets_each_of_them_pass(size: int) -> None:
    chance = random.Random(size)  # noqa: S311 - as above
    for _ in range(TRIED // 20):
        id_ = "".join(chance.choices(digits, k=size))
        assert not holds_card_number(f"{id_[:7]}-{id_[7:]}")
