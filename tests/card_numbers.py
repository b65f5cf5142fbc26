"""Card numbers in a text, found without the code that is under test."""

import re
from collections.abc import Iterator

# As people write them: in one, or in groups behind one blank, hyphen or underscore. What stands in a longer word of
# digits and letters, such as a digest, or behind a decimal point, is none.
WRITTEN = re.compile(r"(?<![0-9A-Za-z.])[0-9](?:[ _-]?[0-9]){12,18}(?![0-9A-Za-z])")


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of those before it."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0


def card_numbers(text: str) -> Iterator[str]:
    """Every card number that is written in the text."""
    for found in WRITTEN.finditer(text):
        digits = re.sub("[^0-9]", "", found[0])
        # Nobody's number is of one digit alone; the greatest and least of all are limits in schemas.
        if luhn(digits) and len(set(digits)) > 1:
            yield found[0]
