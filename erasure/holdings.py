"""What the system holds of a card or of a customer; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from erasure.names import CARD, CUSTOMER
from erasure.tables import Row, token


@dataclass(frozen=True)
class Holdings:
    """The rows that tell whose card it was, and the cards that have a history."""

    rows: tuple[Row, ...]
    cards: tuple[str, ...]


def of_card(card: str, rows: Callable[[str], Iterable[Row]]) -> Holdings:
    """`rows` reads those that have an attribute."""
    return Holdings(tuple(row for row in rows(CARD) if token(row, CARD) == card), (card,))


def of_customer(customer: str, rows: Callable[[str], Iterable[Row]]) -> Holdings:
    """Also the rows of the customer's cards that name no customer; those that name another are another's."""
    cards = {token(row, CARD) for row in rows(CUSTOMER) if token(row, CUSTOMER) == customer} - {""}
    own = [row for row in rows(CARD) if token(row, CARD) in cards and token(row, CUSTOMER) in ("", customer)]
    rest = [row for row in rows(CUSTOMER) if token(row, CUSTOMER) == customer and not token(row, CARD)]
    return Holdings((*own, *rest), tuple(sorted(cards)))
