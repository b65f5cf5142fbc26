"""Which numbers are a card's: they begin as an issuer's do, have as many digits as that scheme's, and pass Luhn.

ISO/IEC 7812 gives the check digit, the schemes the rest. The schemes issue tokens for devices and merchants from
the same ranges, with the same check digit: a network token cannot be told from a card number.
"""

from collections.abc import Iterator, Mapping
from functools import reduce

SHORTEST = 12
LONGEST = 19
_FROM_16, _FROM_12 = range(16, 20), range(12, 20)
# Scheme: where its numbers begin, and how many digits they may have. Wide where schemes keep adding ranges.
SCHEMES: Mapping[str, tuple[str, tuple[int, ...] | range]] = {
    "Visa, Elo, Dankort": ("4", (13, 16, 18, 19)),
    "Mastercard": ("51-55 2221-2720", (16,)),
    "American Express": ("34 37", (15,)),
    "Diners Club, Hipercard": ("300-305 3095 36 39 38", range(14, 20)),
    "JCB, LankaPay": ("3528-3589", _FROM_16),
    "JCB, before 2000": ("1800 2131", (15,)),
    "UATP": ("1", (15,)),
    "Maestro and others, of any length": ("50 56-58 639 67 6304", _FROM_12),
    "Discover, UnionPay, RuPay, Maestro, Elo, Verve, Troy, Switch and others": ("59 6 81 82", _FROM_16),
    "Mir, BORICA": ("2200-2205", _FROM_16),
    "GPN": ("1946", _FROM_16),
    "Uzcard, BC Card, NAPAS, Troy, Humo": ("9704 8600 94 9792 9860", _FROM_16),
}
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def is_card_number(digits: str) -> bool:
    """Tell whether these digits, ASCII's own, are a card number as a whole."""
    return SHORTEST <= len(digits) <= LONGEST and _has_an_issuer(digits) and _passes_luhn(digits)


def _has_an_issuer(digits: str) -> bool:
    return any(len(digits) in _LENGTHS.get(digits[:size], ()) for size in _SIZES)


def _passes_luhn(digits: str) -> bool:
    backwards = [int(digit) for digit in reversed(digits)]
    return (sum(backwards[::2]) + sum(_DOUBLED[digit] for digit in backwards[1::2])) % 10 == 0


def _prefixes(ranges: str) -> Iterator[str]:
    for part in ranges.split():
        first, _, last = part.partition("-")
        yield from (str(prefix) for prefix in range(int(first), int(last or first) + 1))


def _added(lengths: Mapping[str, frozenset[int]], scheme: str) -> Mapping[str, frozenset[int]]:
    ranges, sizes = SCHEMES[scheme]
    return {**lengths} | {prefix: lengths.get(prefix, frozenset()) | {*sizes} for prefix in _prefixes(ranges)}


_LENGTHS: Mapping[str, frozenset[int]] = reduce(_added, SCHEMES, {})
_SIZES = sorted({len(prefix) for prefix in _LENGTHS})
