"""The validator's table of exchange rates, as its bundle holds it, and what must be true of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from policies.core import Resource
from policies.core.strict_json import Json

PACKAGE = "transaction_validator/"
TABLE = ("members", f"{PACKAGE}rates.json", "document")
UNITS = ("members", f"{PACKAGE}currencies.json", "document", "minor_units")
DAY, RATE = re.compile(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]"), re.compile(r"(?=.*[1-9])[0-9]{1,4}\.[0-9]{1,12}")
# Dollars for one unit: far beyond what these have been worth in twenty years, on either side; and of any other.
PLAUSIBLE = {"EUR": (0.7, 1.9), "GBP": (0.9, 2.4), "JPY": (0.003, 0.03)}
ANY = (0, 10)


def faults(bundle: Resource) -> Iterator[str]:
    """A sentence for each thing that is wrong with the table of a bundle."""
    table, units = bundle.get(*TABLE), bundle.get(*UNITS)
    rates = table.get("dollars") if isinstance(table, Mapping) else None
    if not isinstance(table, Mapping) or not isinstance(rates, Mapping) or not isinstance(units, Mapping):
        yield "holds no table of rates, or no list of currencies, that can be read in one way"
        return
    if not table.get("source") or not DAY.fullmatch(str(table.get("effective"))):
        yield "its exchange rates do not say where they are from, and since which day"
    for currency in sorted({*rates, *PLAUSIBLE}):
        if currency == "USD" or currency not in units or not _is_plausible(rates.get(currency), currency):
            yield f"has no plausible rate of {currency}, or lists what has none"


def _is_plausible(rate: Json, currency: str) -> bool:
    least, most = PLAUSIBLE.get(currency, ANY)
    return isinstance(rate, str) and bool(RATE.fullmatch(rate)) and least < float(rate) < most
