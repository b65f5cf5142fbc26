"""The table of exchange rates (lambdas/transaction_validator/rates.py): each currency once, each rate as written."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fuzzing import plain_json
from fuzzing.oracle import refused, require
from lambdas.transaction_validator.money import worth
from lambdas.transaction_validator.rates import read


def run(data: bytes) -> None:
    """Reads the table, and converts by it."""
    text = data.decode("utf-8", "replace")
    try:
        rates = read(text, days=60)
    except ValueError as error:
        refused(error)
        return
    said = plain_json.one_meaning(text)
    expected = {currency: Decimal(rate) for currency, rate in said["dollars"].items()}
    require(dict(rates.dollars) == expected, "takes other rates than the file says")
    for currency in rates.dollars:
        value = worth(Decimal(100), currency, rates=rates, now=rates.effective)
        require(value.dollars is not None and value.dollars.is_finite() and value.dollars >= 0, "converts to nothing")


def seeds() -> Iterator[bytes]:
    """Two rates, and none."""
    yield b'{"source": "a bank", "effective": "2026-10-30", "dollars": {"AUD": "0.702465", "JPY": "0.0066"}}'
    yield b'{"source": "a bank", "effective": "2026-10-30", "dollars": {}}'
