"""Card numbers wherever they hide in a JSON value, written as people and programs write them.

Digits are read across separators, and whole groups only: half a group is no number that anyone wrote. A number that is
spread over groups counts where the groups are those of cards. Otherwise one in ten of all dates with a time and a
counter would pass for a card number.
"""

import re
from itertools import accumulate
from unicodedata import normalize

from lambdas.shared.uuids import UUID

from .issuers import LONGEST, SHORTEST, is_card_number
from .texts import texts

# As they are printed on cards, beside groups of one size of which the last may be shorter.
_PRINTED = frozenset({(4, 6, 5), (4, 6, 4), (4, 5, 6), (4, 4, 5), (6, 13), (8, 8)})
_EVEN = frozenset({1, 2, 4})
_RUN = re.compile(r"\d+(?:[\W_]+\d+)*")
_DIGITS = re.compile(r"\d+")
# A digest or a random number in hexadecimal: digits between its letters are nobody's; before and behind them they may
# be a card's.
_HEX = re.compile(r"(?<![0-9a-z])([0-9]*)[a-f][0-9a-f]{16,}[a-f]([0-9]*)(?![0-9a-z])", re.IGNORECASE | re.ASCII)


def holds_card_number(value: object) -> bool:
    """Tell whether a card number is in a JSON value of any shape: in keys, texts or numbers, or spread over a list."""
    return any(_in_text(text) for text in texts(value))


def _in_text(text: str) -> bool:
    plain = text if text.isascii() else normalize("NFKC", text)
    if sum(map(str.isdecimal, plain)) < SHORTEST:
        return False
    runs = _RUN.findall(_HEX.sub(r"\1hex\2", UUID.sub("uuid", plain)))
    # Few cards have as few as 12 digits: such a number counts only where it is the whole text.
    least = SHORTEST if runs and runs[0] == plain.strip() else SHORTEST + 1
    return any(_in_groups([_ascii(group) for group in _DIGITS.findall(run)], least) for run in runs)


def _in_groups(groups: list[str], least: int) -> bool:
    return any(
        is_card_number(digits) and _is_written_so(groups[start : start + count])
        for start in range(len(groups))
        for count, digits in enumerate(accumulate(groups[start : start + LONGEST]), start=1)
        if least <= len(digits) <= LONGEST and (len(digits) > SHORTEST or count == len(groups))
    )


def _is_written_so(groups: list[str]) -> bool:
    sizes = tuple(len(group) for group in groups)
    even = sizes[0] in _EVEN and set(sizes[:-1]) == {sizes[0]} and sizes[-1] <= sizes[0]
    return len(sizes) == 1 or even or sizes in _PRINTED


def _ascii(digits: str) -> str:
    return digits if digits.isascii() else "".join(str(int(digit)) for digit in digits)
