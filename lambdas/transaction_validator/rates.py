"""The reviewed table of exchange rates: what one unit of a currency is worth in dollars, since a stated day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from lambdas.shared.strict_json import loads

from .tables import MINOR_UNITS

MILLISECONDS_PER_DAY = 24 * 60 * 60 * 1000
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# In plain digits, above zero, and as large as no currency's unit will be.
_RATE = re.compile(r"(?=.*[1-9])[0-9]{1,4}\.[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class Rates:
    """Dollars by currency, since a day (milliseconds since the epoch), for so many days."""

    dollars: Mapping[str, Decimal]
    effective: int
    days: int

    def are_current(self, now: int) -> bool:
        """Tell whether the table holds at `now`: not before its day, and not when it has grown too old."""
        return self.effective <= now <= self.effective + self.days * MILLISECONDS_PER_DAY


def read(text: str, *, days: int) -> Rates:
    """Read `{"source", "effective": "YYYY-MM-DD", "dollars": {currency: "decimal"}}`; ValueError says what it lacks."""
    try:
        table = loads(text)
    except ValueError:
        raise ValueError("rates.json: no JSON of one meaning, each key once; make it anew") from None
    if not isinstance(table, dict) or table.keys() != {"source", "effective", "dollars"}:
        raise ValueError("rates.json: not an object of source, effective and dollars alone; make it anew")
    if not isinstance(table["effective"], str) or not _DAY.fullmatch(table["effective"]):
        raise ValueError("rates.json: effective is no day like 2026-01-31; make it anew")
    if not isinstance(table["dollars"], dict) or not all(map(_is_rate, table["dollars"].items())):
        raise ValueError('rates.json: dollars are not all like "EUR": "1.25"; make it anew')
    day = datetime.fromisoformat(table["effective"]).replace(tzinfo=UTC)
    rates = {currency: Decimal(rate) for currency, rate in table["dollars"].items()}
    return Rates(rates, int(day.timestamp()) * 1000, days)


def _is_rate(listed: tuple[str, object]) -> bool:
    currency, rate = listed
    return currency in MINOR_UNITS and currency != "USD" and isinstance(rate, str) and bool(_RATE.fullmatch(rate))
