"""The part of a validated transaction that the analysis looks at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# What the validator says where it could not tell an amount in dollars; each is a reason code of its own.
RATES_OUTDATED = "rates_outdated"
UNCONVERTED = ("currency_not_listed", RATES_OUTDATED)
CONVERTED = "ok"
LARGEST = 1e15
# What is worth less counts as much: by a card's usual amount of zero, no amount would be unusual.
SMALLEST = 0.01
TEXTS = ("conversion", "card_token", "merchant_id", "terminal_id", "country", "entry_mode")
# Entry modes, in words and as field 22 of ISO 8583, of payments to which nobody need have brought the card.
NOT_PRESENT = ("ecommerce", "credential_on_file", "manual")
NOT_PRESENT_CODES = ("01", "09", "10", "81", "82")
# And of those in which a chip answered, as no copied number can.
BY_CHIP, BY_CHIP_CODES = ("chip", "contactless"), ("05", "07")


@dataclass(frozen=True, slots=True)
class Transaction:
    """How much (US dollars, None where `conversion` says why not), with which card, and where; "" is not given."""

    amount_usd: float | None
    conversion: str
    card_token: str
    merchant_id: str
    terminal_id: str
    country: str
    entry_mode: str

    @property
    def in_person(self) -> bool:
        """Whether somebody stood at a terminal; then the country is where the card was."""
        absent = self.entry_mode in NOT_PRESENT or self.entry_mode[:2] in NOT_PRESENT_CODES
        return bool(self.terminal_id) and not absent

    @property
    def by_chip(self) -> bool:
        """Whether the card's chip answered a terminal; then somebody has the card, and not its number alone."""
        return bool(self.terminal_id) and (self.entry_mode in BY_CHIP or self.entry_mode[:2] in BY_CHIP_CODES)


def from_event(event: Mapping[str, Any]) -> Transaction:
    """Read the workflow's `{"transaction": ...}`; ValueError says what it lacks, and repeats no value."""
    given = event.get("transaction")
    if isinstance(given, Mapping):
        amount = given.get("amount_usd", "")
        conversion, *others = texts = [str(given.get(name)) for name in TEXTS]
        named = texts == [given.get(name) for name in TEXTS] and given["card_token"] and given["merchant_id"]
        if named and _fit(amount, conversion):
            return Transaction(None if amount is None else max(float(amount), SMALLEST), conversion, *others)
    raise ValueError("event: no validated transaction; the workflow must pass the validator's answer")


def _fit(amount: Any, conversion: object) -> bool:
    """Whether there is an amount in dollars, or a known reason why there is none."""
    if amount is None:
        return conversion in UNCONVERTED
    return conversion == CONVERTED and type(amount) in (int, float) and 0 <= amount <= LARGEST
