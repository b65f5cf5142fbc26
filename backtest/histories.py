"""The table of histories in memory: what the workflow would read for a payment, and what it would keep after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from backtest.payment import MILLISECONDS_PER_DAY, Payment
from training.counted import Counted

TABLE = "card-histories"
# The analyzer wants a merchant. Where a file names none, nothing is counted for it.
NO_MERCHANT = "unknown"
# One in the place of the four that only let writes pass each other: the analyzer adds them up.
SHARD = 0

Item = dict[str, dict[str, str]]


class Histories:
    """Items by their keys, as DynamoDB writes them; what has expired is gone at once."""

    def __init__(self) -> None:
        self.items: dict[str, Item] = {}
        self.counted = Counted()

    def event(self, payment: Payment) -> dict[str, object]:
        """Return what the workflow hands to the analyzer: the payment, and what is known before it."""
        day = _day(payment.at)
        keys = (_card(payment), f"terminal#{payment.terminal}", _merchant(payment, day))
        items = [item for key in keys if (item := self._item(key, payment.at))]
        answer = {"Responses": {TABLE: items}, "UnprocessedKeys": {}}
        history = {"available": True, "day": day, "answer": answer}
        return {"transaction": _transaction(payment), "history": history}

    def keep(self, payment: Payment, answer: Mapping[str, Any]) -> None:
        """Store what the analyzer says of card and merchant."""
        card, merchant = answer["history"], answer["merchant"]
        if card["counted"]:
            key = _card(payment)
            self.items[key] = {
                "key": {"S": key},
                "state": {"S": card["state"]},
                "seq": {"N": card["next"]},
                "expires": {"N": card["expires"]},
            }
        if merchant["counted"] and payment.merchant:
            key = _merchant(payment, _day(payment.at))
            before = self.items[key]["weight"]["N"] if key in self.items else "0"
            weight = str(int(before) + int(merchant["weight"]))
            self.items[key] = {"key": {"S": key}, "weight": {"N": weight}, "expires": {"N": merchant["expires"]}}

    def report(self, payment: Payment, *, ordinary: bool, now: int) -> None:
        """Count what is said of a payment at its terminal, by the payment's day, as a report does that comes `now`."""
        place, fraud = (payment.terminal, payment.card), payment.fraud is True
        change = self.counted.report(payment.id, place, fraud=fraud, now=now, reviewer=payment.by_reviewer)
        if not (change and payment.terminal):
            return
        key, day = f"terminal#{payment.terminal}", payment.at // MILLISECONDS_PER_DAY
        item = self.items.setdefault(key, {"key": {"S": key}})
        for name in (f"frauds_{day}", *([f"ordinary_{day}"] if ordinary else [])):
            item[name] = {"N": str(int(item.get(name, {"N": "0"})["N"]) + change)}

    def _item(self, key: str, at: int) -> Item | None:
        item = self.items.get(key)
        if item and "expires" in item and int(item["expires"]["N"]) * 1000 <= at:
            return self.items.pop(key) and None
        return item


def _transaction(payment: Payment) -> dict[str, object]:
    return {
        "amount_usd": payment.amount,
        "conversion": payment.conversion,
        "card_token": payment.card,
        "merchant_id": payment.merchant or NO_MERCHANT,
        "terminal_id": payment.terminal,
        "country": payment.country,
        "entry_mode": payment.entry_mode,
    }


def _day(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d")


def _card(payment: Payment) -> str:
    return f"card#{payment.card}"


def _merchant(payment: Payment, day: str) -> str:
    return f"merchant#{payment.merchant or NO_MERCHANT}#{day}#{SHARD}"
