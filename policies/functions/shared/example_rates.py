"""A bundle with a table of exchange rates, and the rates that are just beyond what is plausible."""

from __future__ import annotations

from policies.core.examples import Edit, Values, replace, together
from policies.functions.shared.rates import TABLE, UNITS

EXAMPLE: Values = {
    "members": {
        TABLE[1]: {
            "document": {
                "source": "a bank",
                "effective": "2026-10-30",
                "dollars": {"EUR": "1.1", "GBP": "1.3", "JPY": "0.006"},
            }
        },
        UNITS[1]: {"document": {"minor_units": {"EUR": 2, "GBP": 2, "JPY": 0}}},
    }
}


def _worth(currency: str, dollars: str) -> Edit:
    return replace(*TABLE, "dollars", currency, value=dollars)


BEYOND: dict[str, Edit] = {
    "has a euro that is worth too little": _worth("EUR", "0.7"),
    "has a euro that is worth too much": _worth("EUR", "1.9"),
    "has a pound that is worth too much": _worth("GBP", "2.4"),
    "has a yen that is worth too much": _worth("JPY", "0.03"),
    "has another currency that is worth too much": together(replace(*UNITS, "KWD", value=3), _worth("KWD", "10.0")),
}
