"""A short message in one part: 160 septets of the alphabet of GSM 03.38, which every phone and network knows.

With a single character from elsewhere the whole message would be sent in another encoding, in parts of 70.
"""

from collections.abc import Callable, Iterator, Mapping
from unicodedata import category, normalize

SEPTETS = 160
DOTS = "..."
# Of these each takes two septets: an escape, and itself.
EXTENDED = frozenset("^{}\\[~]|€")
ALPHABET = EXTENDED | frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# What has no decomposition of its own that comes near.
_NEAR = {
    # Quotation marks, primes and accents that stand alone.
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    # Hyphens, dashes and the minus sign.
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    # The slash of fractions, bullets, and letters with strokes or without dots.
    "\u2044": "/",
    "\u2022": "*",
    "Ł": "L",
    "ł": "l",
    "Đ": "D",
    "đ": "d",
    "\u0131": "i",
    "œ": "oe",
    "Œ": "OE",
}
# A name is cut to no less: the beginning is what it is recognized by.
_LONGEST, _SHORTEST = 64, 8


def one_part(fill: Callable[[dict[str, str]], str], facts: Mapping[str, str], *, shortened: tuple[str, ...]) -> str:
    """Fill a template with the facts; if it is too long, shorten these ones, and at last cut the end."""
    known = {name: in_alphabet(value) for name, value in facts.items()}
    text = in_alphabet(fill(known))
    for length in range(_LONGEST, _SHORTEST - 1, -1):
        if septets(text) <= SEPTETS:
            break
        text = in_alphabet(fill({**known, **{name: _shortened(known[name], length) for name in shortened}}))
    return _cut(text)


def in_alphabet(text: str) -> str:
    """Return the text with each character that no phone may know replaced by what comes near, or by `?`."""
    return "".join(_near(character) for character in normalize("NFC", text))


def septets(text: str) -> int:
    """Count what a text of the alphabet takes."""
    return sum(_size(character) for character in text)


def _size(character: str) -> int:
    return 2 if character in EXTENDED else 1


def _near(character: str) -> str:
    if character in ALPHABET:
        return character
    if character in _NEAR:
        return _NEAR[character]
    kind = category(character)
    if character == "\t" or kind[0] == "Z":
        return " "
    # Accents that belong to no letter, marks and controls: nothing that anyone would miss.
    if kind[0] == "M" or kind in ("Cc", "Cf"):
        return ""
    parts = [_NEAR.get(part, part) for part in normalize("NFKD", character)]
    return "".join(part for part in parts if part in ALPHABET) or "?"


def _shortened(name: str, length: int) -> str:
    return name if len(name) <= length else f"{name[: length - len(DOTS)]}{DOTS}"


def _cut(text: str) -> str:
    return text if septets(text) <= SEPTETS else f"{''.join(_beginning(text, SEPTETS - len(DOTS)))}{DOTS}"


def _beginning(text: str, room: int) -> Iterator[str]:
    for character in text:
        room -= _size(character)
        if room < 0:
            return
        yield character
