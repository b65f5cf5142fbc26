"""A stored payment, as DynamoDB writes its row or what an index holds of it; what is missing is empty."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal

from review.names import CARD, CLAIMED_BY, CLAIMED_UNTIL

Item = Mapping[str, Any]
Said = Literal["fraud", "genuine"]
VERDICTS: tuple[Said, ...] = ("fraud", "genuine")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody has said of a payment; `by` is customer, chargeback or reviewer, `at` milliseconds."""

    said: Said
    by: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """`at` and `claimed_until` are milliseconds since the epoch; `dollars` is None where the worth is not known."""

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
    claimed_by: str = ""
    claimed_until: int = 0
    verdict: Verdict | None = None


def read(item: Item) -> Payment:
    """Read a row; ValueError where it has no key, or a reason or a verdict that nobody writes."""
    return Payment(
        id=_text(item, "transaction_id"),
        at=_whole(item, "timestamp"),
        decision=_text(item, "decision"),
        score=_number(_text(item, "score", "N")) or 0.0,
        dollars=_number(_text(item, "amount_usd_text")),
        amount=_text(item, "amount", "N"),
        currency=_text(item, "currency"),
        reasons=_reasons(_text(item, "reasons")),
        merchant=_text(item, "merchant_id"),
        merchant_name=_text(item, "merchant_name"),
        country=_text(item, "country"),
        terminal=_text(item, "terminal_id"),
        entry_mode=_text(item, "entry_mode"),
        card=_text(item, CARD),
        ordinary=_text(item, "ordinary_amount") == "true",
        claimed_by=_text(item, CLAIMED_BY),
        claimed_until=_whole(item, CLAIMED_UNTIL),
        verdict=_verdict(item),
    )


def key(payment: Payment) -> dict[str, dict[str, str]]:
    """The key of its row."""
    return {"transaction_id": {"S": payment.id}, "timestamp": {"N": str(payment.at)}}


def claimed(payment: Payment, now: int) -> bool:
    """Whether somebody has claimed it, and the claim has not expired."""
    return bool(payment.claimed_by) and payment.claimed_until > now


def _verdict(item: Item) -> Verdict | None:
    said = _text(item, "reported")
    if not said:
        return None
    if said not in VERDICTS:
        raise ValueError("row: a verdict that nobody gives; look at the row's attribute reported")
    return Verdict(said, _text(item, "reported_by"), _whole(item, "reported_at"))


def _reasons(text: str) -> tuple[str, ...]:
    try:
        codes = json.loads(text) if text else []
    except (ValueError, RecursionError):
        codes = None
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise ValueError("row: its reasons are no list of codes; look at the row's attribute reasons")
    return tuple(codes)


def _text(item: Item, name: str, kind: str = "S") -> str:
    attribute = item.get(name)
    value = attribute.get(kind, "") if isinstance(attribute, Mapping) else ""
    return value if isinstance(value, str) else ""


def _whole(item: Item, name: str) -> int:
    return int(_text(item, name, "N") or 0)


def _number(text: str) -> float | None:
    """The number in a text; None for what is none, as null is for an amount that nobody could convert."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None
