"""Items of the two tables, by their keys, and what is read of them."""

from __future__ import annotations

from tests.chaos.attributes import Item
from tests.chaos.reports.tables import Stored

TRANSACTIONS, HISTORIES = "transactions", "card-histories"
# What the clock writes, in its place.
NEW = "now"


def found(stored: Stored, transaction: str) -> tuple[Item, Item]:
    """The marker of a transaction, and the row that it points to; each is empty where there is none."""
    marker = stored.get((TRANSACTIONS, transaction, "0"), {})
    return marker, stored.get((TRANSACTIONS, transaction, text(marker, "row_timestamp", "N")), {})


def text(item: Item, name: str, type_: str = "S") -> str:
    """What an attribute of this type holds; an empty text where there is none."""
    return str(item.get(name, {}).get(type_, ""))


def key(item: Item) -> tuple[str, ...]:
    """Where an item lies."""
    if "key" in item:
        return HISTORIES, text(item, "key")
    return TRANSACTIONS, text(item, "transaction_id"), text(item, "timestamp", "N")
