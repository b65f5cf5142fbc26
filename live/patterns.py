"""Patterns of payments: no payment of them is strange by itself, and what is remembered decides."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from live.past import remember
from live.story import transaction
from live.system import System

USUAL = (42.00, 35.50, 61.20, 18.75, 48.00, 27.30, 55.90, 39.99, 12.40, 44.10)


@dataclass(frozen=True)
class Pattern:
    """Payments in their order, and what is due: the first decision and the last.

    `decisions` are the answers', `reasons` the last one's, and `stored` counts the rows.
    """

    what: str
    due: tuple[str, str]
    decisions: tuple[str, ...]
    reasons: tuple[str, ...]
    stored: int

    @property
    def is_wrong(self) -> bool:
        """Whether it began or ended otherwise."""
        return (self.decisions[0], self.decisions[-1]) != self.due


def patterns(system: System) -> Iterator[Pattern]:
    """Send each, one payment at a time."""
    usual = _card()
    remember(system, usual, USUAL * 3)
    yield _sent(system, "a regular card, after thirty days", [usual | {"amount": 46.80}], "approve", "approve")
    taken = _card()
    remember(system, taken, USUAL * 3)
    above = [taken | {"amount": amount, "merchant_id": "electronics"} for amount in (215.00, 240.00, 189.50)]
    yield _sent(system, "a takeover: five times the usual", above, "review", "review")
    tested = _card()
    del tested["terminal_id"]
    cents = [tested | {"amount": 1.00 + number / 10} for number in range(16)]
    yield _sent(system, "card testing: sixteen small payments", cents, "approve", "decline")
    traveller = _card()
    remember(system, traveller, USUAL)
    flights = [traveller | {"amount": 30.00, "country": country} for country in ("US", "BR", "TH")]
    yield _sent(system, "travel: US, Brazil, Thailand at once", flights, "approve", "review")


def _card() -> dict[str, Any]:
    """A payment without an id of its own, of a card that nobody has used yet."""
    return transaction(card_token=f"tok_{uuid.uuid4().hex}")


def _sent(system: System, what: str, payments: list[dict[str, Any]], *due: str) -> Pattern:
    bodies = [payment | {"transaction_id": str(uuid.uuid4())} for payment in payments]
    answers = [system.post(body).json for body in bodies]
    rows = [item for body in bodies for item in system.traces.items(body["transaction_id"]) if "amount" in item]
    first, last = due
    decisions = tuple(str(answer.get("decision", answer)) for answer in answers)
    return Pattern(what, (first, last), decisions, tuple(answers[-1].get("reasons", ())), len(rows))
