"""A card's counters as the list that is stored: `read` gives back exactly what was `written`."""

from typing import Any

from .card import Card, log_of

VERSION = 1
# Milliseconds, and dollars, beyond any payment: a state that holds more was not written here.
LATEST, LARGEST = 10**15, 10**18
# By so much the sums of floats may miss what holds of numbers.
ROUNDING = 1e-6
# The types that a state is written in: the version, then the fields in their order.
SHAPE = (int, int, str, float, float, float, float, float, float)


def written(card: Card) -> list[object]:
    """Return the state as a list for JSON; `read` gives back exactly the same card."""
    sums = (card.clipped_30d, card.logs_30d, card.squared_logs_30d, card.unusual_7d)
    return [VERSION, card.at, card.country, card.payments_1d, card.payments_30d, *sums]


def read(values: Any) -> Card:
    """Read what `written` wrote; ValueError for anything else, without repeating it."""
    if not _is_of_shape(values) or values[0] != VERSION:
        raise ValueError("card: the state is not of this version's shape; have it written anew, or migrate it")
    card = Card(*values[1:])
    counters = (card.payments_1d, card.payments_30d, card.clipped_30d, card.squared_logs_30d, card.unusual_7d)
    if not (0 <= card.at <= LATEST and all(0 <= number <= LARGEST for number in counters) and _are_of_payments(card)):
        raise ValueError("card: the state holds a number that no counter can have; have it written anew")
    return card


def _are_of_payments(card: Card) -> bool:
    """Whether there are amounts with these sums: no mean of logarithms is above the logarithm of the mean.

    By other sums any amount would be typical for the card. Nor is its square above the mean of the squares.
    """
    least, most = card.payments_30d * log_of(0), card.payments_30d * log_of(card.usual())
    slack = ROUNDING * (1 + card.payments_30d + card.squared_logs_30d)
    squares = card.squared_logs_30d * card.payments_30d + slack * (1 + card.payments_30d)
    return least - slack <= card.logs_30d <= most + slack and card.logs_30d * card.logs_30d <= squares


def _is_of_shape(values: object) -> bool:
    if not isinstance(values, list) or len(values) != len(SHAPE):
        return False
    return all(type(value) is kind for value, kind in zip(values, SHAPE, strict=True))
