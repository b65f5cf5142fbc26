"""A transaction that has passed validation."""

import hashlib
import json
from dataclasses import asdict, dataclass
from decimal import Decimal

from .money import Worth

# What a caller may leave out.
OPTIONAL = (
    "terminal_id",
    "merchant_name",
    "merchant_category_code",
    "entry_mode",
    "customer_token",
    "device_token",
)


@dataclass(frozen=True, slots=True)
class Transaction:
    """One card transaction; `timestamp` is in milliseconds since the epoch (UTC), `amount` in units of `currency`.

    The amount has exactly the decimals of its currency's minor unit. Whatever the caller left out is an empty text.
    """

    transaction_id: str
    timestamp: int
    amount: Decimal
    currency: str
    card_token: str
    merchant_id: str
    country: str
    terminal_id: str = ""
    merchant_name: str = ""
    merchant_category_code: str = ""
    entry_mode: str = ""
    customer_token: str = ""
    device_token: str = ""

    @property
    def amount_text(self) -> str:
        """The amount as DynamoDB's N type is written: equal amounts have equal texts, and nothing is lost."""
        return f"{self.amount:f}"

    @property
    def digest(self) -> str:
        """SHA-256 of the content but the timestamp: a caller that repeats a transaction may date it anew."""
        content = {name: value for name, value in asdict(self).items() if value != "" and name != "timestamp"}
        content["amount"] = self.amount_text
        return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

    def as_json(self, worth: Worth) -> dict[str, object]:
        """Return every field with what the amount is worth, and the numbers once more as texts."""
        return {
            **asdict(self),
            "amount": float(self.amount),
            "amount_text": self.amount_text,
            "timestamp_text": str(self.timestamp),
            "amount_usd": None if worth.dollars is None else float(worth.dollars),
            "amount_usd_text": worth.text,
            "conversion": worth.conversion,
        }
