"""A few transactions, and what becomes of each."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from live.answers import Answer
from live.system import System
from live.traces import DEAD_LETTERS, REVIEW

# The shipped model's idea of a fraud: a high amount in the small hours.
NIGHT = 3 * 60 * 60 * 1000
DAY = 24 * 60 * 60 * 1000


@dataclass(frozen=True)
class Happened:
    """One request, the status that is due, its answer, and what it left behind since the request before."""

    what: str
    due: int
    answer: Answer
    stored: str
    events: int
    reviews: int
    alerts: int
    dead_letters: int


def transaction(**changes: Any) -> dict[str, Any]:
    """A valid body of now, with an id, a card and a merchant of its own: what is remembered of others is not its."""
    body = {
        "transaction_id": str(uuid.uuid4()),
        "timestamp": time.time_ns() // 1_000_000,
        "amount": 25.00,
        "currency": "USD",
        "card_token": f"tok_{letters()}",
        "merchant_id": f"merchant-{letters()}",
        "terminal_id": "terminal-3",
        "country": "US",
    }
    return body | changes


def letters() -> str:
    """A name that nothing else has, without a digit: it cannot be taken for a card number."""
    return uuid.uuid4().hex.translate(str.maketrans("0123456789", "ghijklmnop"))


def told(system: System) -> Iterator[Happened]:
    """Tell the story, a request at a time."""
    first, less = transaction(), transaction()
    del less["amount"]
    key = system.deployment.api_key
    yield _request(system, "a small payment", 200, first, key=key)
    yield _request(system, "the same again", 200, first | {"timestamp": first["timestamp"] + 1}, key=key)
    yield _request(system, "its id, another amount", 409, first | {"amount": 26.00}, key=key)
    yield _request(system, "$6,000", 200, transaction(amount=6000.00), key=key)
    yield _request(system, "a likely fraud", 200, transaction(amount=1200.00, timestamp=_night()), key=key)
    yield _request(system, "two days old", 422, transaction(timestamp=first["timestamp"] - 2 * DAY), key=key)
    yield _request(system, "a field too few", 400, less, key=key)
    yield _request(system, "no JSON at all", 400, b"amount=25", key=key)
    yield _request(system, "without a key", 403, transaction(), key=None)
    yield _request(system, "with a wrong key", 403, transaction(), key="k" * 20)


def _request(system: System, what: str, due: int, body: object, *, key: str | None) -> Happened:
    answer = system.gateway.post(body, key=key)
    items = system.traces.items(str(body["transaction_id"])) if isinstance(body, dict) else []
    rows = [item["amount"]["N"] for item in items if "amount" in item]
    return Happened(
        what,
        due,
        answer,
        ", ".join(f"${amount}" for amount in rows),
        len(system.traces.events()),
        len(system.traces.taken(REVIEW)),
        len(system.traces.alerts()),
        len(system.traces.taken(DEAD_LETTERS)),
    )


def _night() -> int:
    """The last three o'clock in the morning (UTC), in milliseconds."""
    now = time.time_ns() // 1_000_000
    return (now - NIGHT) // DAY * DAY + NIGHT
