"""What is known of a card before the transaction at hand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class History:
    """How many earlier transactions of the card are known, and their mean amount in dollars (0 if there are none)."""

    transactions: int = 0
    mean_amount: float = 0.0


def unknown(_card_token: str) -> History:
    """Know nothing of any card: no store of histories exists yet, and the features say so."""
    return History()
