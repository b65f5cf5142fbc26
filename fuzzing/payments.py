"""Payments and histories that targets judge with: faultless ones, and the extremes that a validator lets through."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from lambdas.fraud_analyzer.history import TABLE
from lambdas.transaction_validator import rates, schema, tables
from lambdas.transaction_validator.validation import Limits

NOW, DAY = 1_790_000_000_000, "2026-09-21"
ROOT = Path(__file__).resolve().parent.parent
BODY: dict[str, Any] = {
    "transaction_id": "t-1",
    "timestamp": NOW - 60_000,
    "amount": 60.5,
    "currency": "USD",
    "country": "US",
    "card_token": "tok_a1b2c3d4",
    "merchant_id": "m-7",
    "terminal_id": "te-9",
    "entry_mode": "chip",
}
AN_HOUR_AGO = NOW - 3_600_000
STATE = {
    "card": [1, AN_HOUR_AGO, "US", 1.0, 12.0, 700.0, 48.0, 195.0, 0.0],
    "recent": [1, AN_HOUR_AGO, 12, 1.0, 0.0, 0.0, 120.0, 0.0, 0, "US", AN_HOUR_AGO, "", 0, "US", AN_HOUR_AGO],
    "alert": [1, AN_HOUR_AGO, 1, 2, 0],
}


@cache
def model() -> dict[str, Any]:
    """What the API says of a request, as its document has it."""
    document = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = document["paths"]["/transaction"]["post"]["requestBody"]["content"]["application/json"]
    return dict(found["schema"])


@cache
def limits() -> Limits:
    """The validator's limits, as the stack states them."""
    read = schema.read(json.dumps(model()))
    return Limits(read, rates.read(tables.rates(), days=60), 24, 5, 1_000_000)


def validated(**changes: Any) -> dict[str, Any]:
    """A payment as the validator hands it on."""
    absent = {"merchant_name": "", "merchant_category_code": "", "customer_token": "", "device_token": ""}
    beside = {"amount_text": "60.50", "amount_usd": 60.5, "amount_usd_text": "60.50", "conversion": "ok"}
    return {**BODY, **absent, **beside, **changes}


def history(*items: dict[str, Any]) -> dict[str, Any]:
    """What the workflow reads of a payment."""
    return {"available": True, "day": DAY, "answer": {"Responses": {TABLE: [*items]}, "UnprocessedKeys": {}}}


def remembered() -> tuple[dict[str, Any], ...]:
    """The items of a card, a terminal and a merchant that have been seen before."""
    state = json.dumps(STATE, separators=(",", ":"))
    card = {
        "key": {"S": "card#tok_a1b2c3d4"},
        "state": {"S": state},
        "seq": {"N": "12"},
        "expires": {"N": "1800000000"},
    }
    terminal = {"key": {"S": "terminal#te-9"}, "frauds_20700": {"N": "2"}, "ordinary_20700": {"N": "1"}}
    merchant = {"key": {"S": f"merchant#m-7#{DAY}#0"}, "weight": {"N": "250"}, "expires": {"N": "1800000000"}}
    return card, terminal, merchant
