"""What is remembered of card, terminal and merchant: read by the workflow's keys, and handed on in its form."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

# Items by their keys, None where there is none; a key is missing if it was not read.
Items = Mapping[str, Mapping[str, Any] | None]
Transaction = Mapping[str, Any]
History = Mapping[str, object]

SHARDS = 4
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def day_of(at: int) -> str:
    """Return the day (`2026-11-26`, UTC) of a moment in milliseconds since the epoch."""
    return (_EPOCH + timedelta(milliseconds=at)).isoformat()[:10]


def keys(transaction: Transaction, day: str) -> tuple[str, ...]:
    """Return the keys of a payment's history; without a terminal, one of an item that nobody has."""
    card, terminal, merchant = (transaction[name] for name in ("card_token", "terminal_id", "merchant_id"))
    return (
        f"card#{card}",
        f"terminal#{terminal}",
        *(f"merchant#{merchant}#{day}#{shard}" for shard in range(SHARDS)),
    )


def of_each(
    transactions: Sequence[Transaction], *, day: str, table: str, read: Callable[[Iterable[str]], Items]
) -> Iterator[History | None]:
    """Read once for all, and yield each one's history as the workflow reads it; None if it was not read in full."""
    wanted = [keys(transaction, day) for transaction in transactions]
    found = read(key for own in wanted for key in own)
    for own in wanted:
        items = [item for key in own if (item := found.get(key))]
        answer = {"Responses": {table: items}, "UnprocessedKeys": {}}
        yield {"available": True, "day": day, "answer": answer} if found.keys() >= {*own} else None
