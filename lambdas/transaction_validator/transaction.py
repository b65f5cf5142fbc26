"""A transaction that has passed validation."""

import hashlib
import json
from dataclasses import asdict, dataclass
from decimal import Decimal

# What a body cannot hold yet.
UNSENT = ("merchant_name", "merchant_category_code", "entry_mode", "customer_token", "device_token")


@dataclass(frozen=True, slots=True)
class Transaction:
    """One card transaction; `timestamp` is in milliseconds since the epoch (UTC), `amount` in units of `currency`."""

    transaction_id: str
    timestamp: int
    amount: Decimal
    currency: str
    card_token: str
    merchant_id: str
    terminal_id: str
    country: str

    @property
    def amount_text(self) -> str:
        """The amount with exactly two decimals: equal amounts have equal texts, and DynamoDB loses nothing."""
        return f"{self.amount:.2f}"

    @property
    def digest(self) -> str:
        """SHA-256 of the content but the timestamp: a caller that repeats a transaction may date it anew."""
        content = {**asdict(self), "amount": self.amount_text}
        del content["timestamp"]
        return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

    def as_json(self) -> dict[str, object]:
        """Return every field, with the numbers once more as the texts that DynamoDB's N type is written in."""
        return {
            **asdict(self),
            "amount": float(self.amount),
            "amount_text": self.amount_text,
            "timestamp_text": str(self.timestamp),
            # Dollars are the only currency so far.
            "amount_usd": float(self.amount),
            "amount_usd_text": self.amount_text,
            "conversion": "ok",
            **dict.fromkeys(UNSENT, ""),
        }
