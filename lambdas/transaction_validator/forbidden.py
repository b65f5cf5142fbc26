"""What no request may hold in any place, whoever sends it."""

from collections.abc import Iterator

from .card_numbers import holds_card_number
from .sensitive import holds_sensitive_data

NO_CARD_NUMBER = (
    "must hold no card number and no network token, which has the shape of one; send a token, or a token's reference"
)
NO_SENSITIVE_DATA = (
    "must hold no security code, no track of a magnetic stripe and no PIN, which may not be kept (PCI DSS 3.3.1)"
)


def forbidden(value: object) -> Iterator[str]:
    """Yield what a JSON value of any shape must not hold, and holds; no value is repeated."""
    if holds_card_number(value):
        yield NO_CARD_NUMBER
    if holds_sensitive_data(value):
        yield NO_SENSITIVE_DATA
