"""Texts that are one of a list, or of a kind that no pattern of the API's schema can say."""

from collections.abc import Iterator
from unicodedata import category, normalize

from .tables import COUNTRIES, MINOR_UNITS

# How the card was read, in words; ISO 8583 says it in digits (field 22), which are taken as they are.
ENTRY_MODES = (
    "chip",
    "contactless",
    "magnetic_stripe",
    "fallback",
    "manual",
    "ecommerce",
    "credential_on_file",
    "qr_code",
    "other",
)
LONGEST_NAME = 64
# Letters with their accents, digits, signs and blanks of any script: no control characters, nothing invisible.
_IN_NAMES = "LMNPS"


def currency(value: str) -> Iterator[str]:
    """Yield what a currency must be, and is not."""
    if value not in MINOR_UNITS:
        yield "must be a currency of ISO 4217 that has a minor unit"


def country(value: str) -> Iterator[str]:
    """Yield what a country must be, and is not."""
    if value not in COUNTRIES:
        yield "must be a country of ISO 3166-1"


def entry_mode(value: str) -> Iterator[str]:
    """Yield what an entry mode must be, and is not."""
    if not value.isdecimal() and value not in ENTRY_MODES:
        yield f"must be digits as in field 22 of ISO 8583, or one of: {', '.join(ENTRY_MODES)}"


def name(value: str) -> Iterator[str]:
    """Yield what a name must be, and is not."""
    if len(plain_name(value)) > LONGEST_NAME:
        yield f"must have at most {LONGEST_NAME} characters"
    if not any(letter.isalnum() for letter in value) or not all(_may_be_in_a_name(letter) for letter in value):
        yield "must be of letters, digits, signs and blanks, and hold a letter or a digit"


def plain_name(value: str) -> str:
    """The name with each accented letter as one character, so that equal names are equal texts."""
    return normalize("NFC", value)


def _may_be_in_a_name(letter: str) -> bool:
    kind = category(letter)
    return kind[0] in _IN_NAMES or kind == "Zs"
