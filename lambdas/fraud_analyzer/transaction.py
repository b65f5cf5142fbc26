"""The part of a validated transaction that fraud scoring looks at."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation


@dataclass(frozen=True, slots=True)
class Transaction:
    """When (milliseconds since the epoch, UTC), how much (dollars) and with which card's token."""

    timestamp: int
    amount: Decimal
    card_token: str


def from_event(event: Mapping[str, Mapping[str, object]]) -> Transaction:
    """Read the workflow's `{"transaction": ...}`; ValueError says what it lacks, and repeats no value."""
    try:
        given = event["transaction"]
        return Transaction(
            timestamp=int(str(given["timestamp"])),
            amount=Decimal(str(given["amount_text"])),
            card_token=str(given["card_token"]),
        )
    except (KeyError, TypeError, ValueError, InvalidOperation):
        raise ValueError("event: no validated transaction; the workflow must pass the validator's answer") from None
