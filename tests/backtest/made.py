"""Recorded payments that tests make up, and both kinds of files that hold them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from backtest.csv_file import OPTIONAL
from backtest.payment import Payment
from training.transactions import COLUMNS

MINUTE, DAY = 60_000, 86_400_000
BEGINS = int(datetime(2026, 10, 1, 9, tzinfo=UTC).timestamp()) * 1000


def paid(number: int, at: int, amount: float | None = 30.0, *, card: str = "card-1", **given: object) -> Payment:
    """A payment at a time after the beginning."""
    usual = {"merchant": "grocer", "terminal": "till-1", "country": "US", "entry_mode": "chip", "fraud": False}
    return Payment(f"t-{number}", BEGINS + at, amount, card, **{**usual, **given})  # type: ignore[arg-type]


def written(folder: Path, payments: Iterable[Payment], name: str = "payments.csv") -> Path:
    """The payments as a CSV file."""
    file = folder / name
    with file.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow([*COLUMNS, *OPTIONAL])
        for payment in payments:
            when = datetime.fromtimestamp(payment.at / 1000, UTC).replace(tzinfo=None)
            fraud = "" if payment.fraud is None else int(payment.fraud)
            row = (when, payment.card, payment.terminal, payment.amount, fraud)
            lines.writerow([*row, payment.id, payment.merchant, payment.country, payment.entry_mode])
    return file


def row(payment: Payment) -> dict[str, dict[str, str]]:
    """The row of the table that stands for a payment."""
    given = {
        "transaction_id": payment.id,
        "merchant_id": payment.merchant,
        "terminal_id": payment.terminal,
        "card_token": payment.card,
        "country": payment.country,
        "entry_mode": payment.entry_mode,
        "conversion": payment.conversion,
        "amount_usd_text": "" if payment.amount is None else f"{payment.amount}",
        "decision": payment.decided or "approve",
    }
    said = {"reported": "fraud" if payment.fraud else "genuine"}
    said["reported_by"] = "reviewer" if payment.by_reviewer else "customer"
    reported = {} if payment.fraud is None else {name: {"S": text} for name, text in said.items()}
    # A verdict always has its time: without another one, that which the backtest supposes.
    said_at = payment.at + 7 * DAY if reported and payment.reported_at is None else payment.reported_at
    when = {} if said_at is None else {"reported_at": {"N": str(said_at)}}
    texts = {name: {"S": text} for name, text in given.items()}
    return {**texts, "timestamp": {"N": str(payment.at)}, **reported, **when}


def exported(folder: Path, payments: Iterable[Payment], name: str = "rows.jsonl") -> Path:
    """The payments as DynamoDB exports their rows, with a marker beside each."""
    file = folder / name
    lines = []
    for payment in payments:
        marker = {"transaction_id": {"S": payment.id}, "timestamp": {"N": "0"}, "decision": {"S": "approve"}}
        lines += [json.dumps({"Item": item}) for item in (marker, row(payment))]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file
