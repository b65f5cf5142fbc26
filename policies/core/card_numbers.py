"""What card numbers look like in a text; the check digit tells them from any other number."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The first look behind needs a digit to stand on: so the search begins at digits, and is fast.
SHAPE = re.compile(
    r"[2-6](?<![A-Za-z0-9].)(?<!\d\..)"
    r"(?:\d{3}(?:[ -]?\d{4}){2}[ -]?\d{1,7}|\d{3}(?:\.\d{4}){2}\.\d{1,7}|[47]\d{2}[ .-]\d{6}[ .-]\d{5})"
    r"(?![A-Za-z0-9]|\.\d)"
)


def card_numbers(text: str) -> Iterator[str]:
    """The card numbers that stand in a text, as they are written there."""
    return (number[0] for number in SHAPE.finditer(text) if _passes_luhn(re.sub(r"\D", "", number[0])))


def _passes_luhn(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(int(digit) for digit in digits[-1::-2])) % 10 == 0
