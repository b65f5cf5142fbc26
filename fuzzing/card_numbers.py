"""Numbers that could be a card's, by their length and their check digit, whoever issues them."""

from __future__ import annotations

import re
from itertools import accumulate

GROUPS = re.compile(rb"[0-9]+(?:[ _-][0-9]+)*")
SHORTEST, LONGEST = 13, 19


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of those before it."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0


def may_hold_one(data: bytes) -> bool:
    """Whether bytes hold a number that could be a card's, in groups or not; rather one too many than one too few."""
    for found in GROUPS.finditer(data):
        groups = re.split("[ _-]", found[0].decode())
        for start in range(len(groups)):
            joined = (each for each in accumulate(groups[start:]) if SHORTEST <= len(each) <= LONGEST)
            if any(passes_luhn(each) and len({*each}) > 1 for each in joined):
                return True
    return False
