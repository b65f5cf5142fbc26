"""Card numbers in a text, found without the code that is under test."""

import re
from collections.abc import Iterator
from itertools import accumulate

from fuzzing.card_numbers import LONGEST, SHORTEST, passes_luhn

# Groups of digits as people write them: parted by one blank, hyphen or underscore. What stands in a word of letters,
# such as a digest, or behind a decimal point, is no group. An escape, as JSON writes it, is no letter.
GROUPS = re.compile(r"(?<![0-9A-Za-z])(?<![0-9]\.)[0-9]+(?:[ _-][0-9]+)*(?![0-9A-Za-z])")
ESCAPES = re.compile(r"\\(?:u[0-9a-fA-F]{4}|[bfnrt\\/\"'])")
# A UUID's groups are no card's, whatever their digits pass for.
UUID = re.compile(r"(?<![0-9A-Za-z-])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9A-Za-z-])")


def card_numbers(text: str) -> Iterator[str]:
    """Every card number that is written in the text, in whole groups of digits."""
    for found in GROUPS.finditer(UUID.sub("uuid", ESCAPES.sub("\n", text))):
        groups = re.split("[ _-]", found[0])
        for start in range(len(groups)):
            yield from filter(_is_one, accumulate(groups[start:]))


def _is_one(digits: str) -> bool:
    # Nobody's number is of one digit alone; the greatest and least of all are limits in schemas.
    return SHORTEST <= len(digits) <= LONGEST and len(set(digits)) > 1 and passes_luhn(digits)
