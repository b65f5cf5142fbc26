"""Which cards are a customer's, and which rows tell whose they are; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from erasure.names import CARD, CUSTOMER
from erasure.tables import Row, token


def cards_of(customer: str, rows: Iterable[Row]) -> tuple[str, ...]:
    """The cards in the rows that name a customer."""
    return tuple(sorted({token(row, CARD) for row in rows if token(row, CUSTOMER) == customer} - {""}))


def rows_of(cards: Collection[str], customer: str | None, rows: Iterable[Row]) -> list[Row]:
    """The rows of these cards, and those that name the customer; a row that names another customer is another's.

    Those that name a customer come last: by them a run that was interrupted finds the cards again.
    """
    found = [row for row in rows if token(row, CARD) in cards or (customer and token(row, CUSTOMER) == customer)]
    own = [row for row in found if customer is None or token(row, CUSTOMER) in ("", customer)]
    return sorted(own, key=lambda row: token(row, CUSTOMER) != "")
