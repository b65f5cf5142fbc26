"""Card numbers (ISO/IEC 7812: 13 to 19 digits with a Luhn check digit) wherever they hide in a JSON value."""

import re
from collections.abc import Iterator
from itertools import accumulate

SHORTEST, LONGEST = 13, 19
# A valid transaction holds far less text. Whatever lies beyond is refused anyway, so nobody waits for it to be read.
TEXT_READ = 1024

_DIGITS = re.compile(r"\d+")
_SEPARATED_DIGITS = re.compile(r"\d+(?:[\W_]+\d+)*")
# Clients name transactions by UUID (RFC 9562), and one in 400 would pass for a card number by chance. No card is
# written in such groups, and none of them is as long as a card number.
_UUID = re.compile(
    r"(?<![0-9A-Za-z-])[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(?![0-9A-Za-z-])",
    re.IGNORECASE | re.ASCII,
)


def holds_card_number(value: object) -> bool:
    """Tell whether a card number is in a JSON value of any shape: in keys, texts or numbers."""
    return any(_in_text(text) for text in _texts(value))


def _texts(value: object) -> Iterator[str]:
    """Yield what there is to read, without recursion: the depth is the caller's choice."""
    left = TEXT_READ
    waiting = [value]
    while waiting and left > 0:
        item = waiting.pop()
        left -= 1
        if isinstance(item, dict):
            waiting += [*item.keys(), *item.values()]
        elif isinstance(item, list):
            waiting += item
        elif isinstance(item, str):
            yield item[:left]
            left -= len(item)
        elif isinstance(item, int | float) and 10 ** (SHORTEST - 1) <= abs(item) < 10**LONGEST:
            yield str(abs(int(item)))


def _in_text(text: str) -> bool:
    """Read across separators, but only whole groups of digits: half a group is no number that anyone wrote."""
    return any(_in_groups(_DIGITS.findall(run)) for run in _SEPARATED_DIGITS.findall(_UUID.sub("uuid", text)))


def _in_groups(groups: list[str]) -> bool:
    return any(
        SHORTEST <= len(digits) <= LONGEST and _passes_luhn(digits)
        for start in range(len(groups))
        for digits in accumulate(groups[start : start + LONGEST])
    )


def _passes_luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits), start=1))
    return sum(product - 9 if product > 9 else product for product in doubled) % 10 == 0
