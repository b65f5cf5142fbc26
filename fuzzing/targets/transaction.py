"""A client's payment (lambdas/transaction_validator): what is accepted fits the API's model, without a card number."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from jsonschema import Draft202012Validator

from fuzzing.card_numbers import passes_luhn
from fuzzing.oracle import require
from fuzzing.payments import BODY, NOW, limits, model
from lambdas.transaction_validator.money import worth
from lambdas.transaction_validator.transaction import Transaction
from lambdas.transaction_validator.validation import validate

DIGITS = re.compile(r"(?<![0-9A-Za-z.])[0-9]{13,19}(?![0-9A-Za-z])")
UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
# The issuers that everybody knows, and how long their numbers are.
ISSUERS = re.compile(
    r"4(?:[0-9]{12}|[0-9]{15}|[0-9]{18})|5[1-5][0-9]{14}|3[47][0-9]{13}|2(?:2[3-9]|[3-6][0-9])[0-9]{13}"
)


def run(data: bytes) -> None:
    """Judges the body as the function does, which gets it from AWS as JSON that was read."""
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        return
    outcome = validate(body, now=NOW, limits=limits())
    if isinstance(outcome, Transaction):
        _accepted(body, outcome)
        return
    require(bool(outcome), "refuses, and says nothing of why")
    for error in outcome:
        field, message = error.as_json().values()
        require(field in (*limits().schema.shapes, "body"), "finds fault with a field that no transaction has")
        require(len(message.splitlines()) == 1, "does not say a fault in one line")


def _accepted(body: dict[str, Any], transaction: Transaction) -> None:
    fault = next(iter(Draft202012Validator(model()).iter_errors(body)), None)
    require(fault is None, f"accepts what the API's model refuses: {fault.message if fault else ''}")
    require(abs(body["timestamp"] - NOW) <= 24 * 3_600_000, "accepts a payment of another day")
    value = worth(transaction.amount, transaction.currency, rates=limits().rates, now=NOW)
    stored = transaction.as_json(value)
    written = json.dumps(stored, allow_nan=False, ensure_ascii=False)
    written.encode()
    require(abs(Decimal(str(body["amount"])) - transaction.amount) < Decimal("0.001"), "changes the amount")
    require(value.dollars is None or value.dollars <= 1_000_000, "accepts more than may be sent")
    for name, said in body.items():
        require(name in ("amount", "merchant_name") or stored[name] == said, f"changes {name}")
        require(not _is_card(said) or name in ("amount", "timestamp"), f"accepts a card number as {name}")


def _is_card(said: object) -> bool:
    return any(ISSUERS.fullmatch(digits) and passes_luhn(digits) for digits in DIGITS.findall(UUID.sub("", str(said))))


def seeds() -> Iterator[bytes]:
    """A payment in a shop, one in e-commerce, and one in another currency."""
    yield json.dumps(BODY).encode()
    more = {
        "merchant_name": "Caf\u00e9 R\u00f6sti",
        "merchant_category_code": "5812",
        "customer_token": "cu_1",
        "device_token": "d1",
    }
    yield json.dumps({**BODY, **more, "amount": "12.50", "currency": "EUR", "entry_mode": "05"}).encode()
    yield json.dumps({**BODY, "amount": 5000, "currency": "JPY", "entry_mode": "ecommerce", "country": "JP"}).encode()
