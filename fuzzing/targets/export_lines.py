"""An export of the table (training/rows.py): each line is a row as the system writes it, or refused by its number."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

from backtest import files
from fuzzing.given_file import given
from fuzzing.oracle import refused, require
from fuzzing.payments import NOW, validated
from training.shadow import scored


def run(data: bytes) -> None:
    """Reads the bytes as an export, for the backtest and for the report on a second model."""
    path = given(data, "export.jsonl")
    [*scored(data.decode("utf-8", "replace").splitlines(), "m-1")]
    try:
        payments = files.payments([path])
    except ValueError as error:
        refused(error)
        return
    lines = [json.loads(line) for line in io.StringIO(data.decode(), newline=None) if line.strip()]
    items = {
        item["transaction_id"]["S"]: item for item in (line.get("Item", line) for line in lines) if _is_payment(item)
    }
    for payment in payments:
        item = items[payment.id]
        require(payment.at == int(item["timestamp"]["N"]), "reads another time than the row has")
        require(payment.card == item["card_token"]["S"], "reads another card than the row has")
        amount = float(item["amount_usd_text"]["S"]) if payment.conversion == "ok" else None
        require(payment.amount == amount, "reads another amount than the row has")


def _is_payment(item: dict[str, dict[str, str]]) -> bool:
    return "card_token" in item and item.get("timestamp") != {"N": "0"}


def seeds() -> Iterator[bytes]:
    """Two rows, one of which was reported, and a marker."""
    texts = {name: {"S": str(value)} for name, value in validated(decision="review").items() if value != ""}
    row = {**texts, "timestamp": {"N": str(NOW)}}
    reported = {"reported": {"S": "fraud"}, "reported_by": {"S": "reviewer"}, "reported_at": {"N": str(NOW + 1)}}
    scores = {"score": {"N": "0.5"}, "shadow_model": {"S": "m-1"}, "shadow_score_text": {"S": "0.25"}}
    other = {**row, **reported, **scores, "transaction_id": {"S": "t-2"}}
    marker = {"transaction_id": {"S": "t-1"}, "timestamp": {"N": "0"}}
    yield "\n".join(map(json.dumps, ({"Item": row}, other, marker))).encode()
