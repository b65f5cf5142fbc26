"""A stored payment, as DynamoDB writes its row or what an index holds of it; what is missing is empty."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from review.attributes import Item, number, text, whole
from review.names import ANNOUNCEMENT, CARD, CLAIMED_BY, CLAIMED_UNTIL

Said = Literal["fraud", "genuine"]
# Of the case that something announces: no reviewer has decided it; there is none any more, or never was; or no row.
Standing = Literal["open", "closed", "busy", "missing"]
VERDICTS: tuple[Said, ...] = ("fraud", "genuine")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody has said of a payment; `by` is customer, chargeback or reviewer, `at` milliseconds."""

    said: Said
    by: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """`at` and `claimed_until` are milliseconds since the epoch; `dollars` is None where the worth is not known.

    `counted` is whether it counts as a fraud at its terminal now, and `ordinary` whether its amount was.
    `announcement` is the receipt of what announces it in the queue; empty where nobody has looked at that.
    """

    id: str
    at: int
    decision: str = ""
    score: float = 0.0
    dollars: float | None = None
    amount: str = ""
    currency: str = ""
    reasons: tuple[str, ...] = ()
    merchant: str = ""
    merchant_name: str = ""
    country: str = ""
    terminal: str = ""
    entry_mode: str = ""
    card: str = ""
    ordinary: bool = False
    counted: bool = False
    claimed_by: str = ""
    claimed_until: int = 0
    verdict: Verdict | None = None
    announcement: str = ""


def read(item: Item) -> Payment:
    """Read a row; ValueError where it has no key, or a reason or a verdict that nobody writes."""
    return Payment(
        id=text(item, "transaction_id"),
        at=whole(item, "timestamp"),
        decision=text(item, "decision"),
        score=number(text(item, "score", "N")) or 0.0,
        dollars=number(text(item, "amount_usd_text")),
        amount=text(item, "amount", "N"),
        currency=text(item, "currency"),
        reasons=_reasons(text(item, "reasons")),
        merchant=text(item, "merchant_id"),
        merchant_name=text(item, "merchant_name"),
        country=text(item, "country"),
        terminal=text(item, "terminal_id"),
        entry_mode=text(item, "entry_mode"),
        card=text(item, CARD),
        ordinary=text(item, "ordinary_amount") == "true",
        counted=text(item, "counted") == "yes",
        claimed_by=text(item, CLAIMED_BY),
        claimed_until=whole(item, CLAIMED_UNTIL),
        verdict=_verdict(item),
        announcement=text(item, ANNOUNCEMENT),
    )


def key(payment: Payment) -> dict[str, dict[str, str]]:
    """The key of its row."""
    return {"transaction_id": {"S": payment.id}, "timestamp": {"N": str(payment.at)}}


def claimed(payment: Payment, now: int) -> bool:
    """Whether somebody has claimed it, and the claim has not expired."""
    return bool(payment.claimed_by) and payment.claimed_until > now


def _verdict(item: Item) -> Verdict | None:
    said = text(item, "reported")
    if not said:
        return None
    if said not in VERDICTS:
        raise ValueError("row: a verdict that nobody gives; look at the row's attribute reported")
    return Verdict(said, text(item, "reported_by"), whole(item, "reported_at"))


def _reasons(written: str) -> tuple[str, ...]:
    try:
        codes = json.loads(written) if written else []
    except (ValueError, RecursionError):
        codes = None
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise ValueError("row: its reasons are no list of codes; look at the row's attribute reasons")
    return tuple(codes)
