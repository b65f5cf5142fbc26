"""Lists that others keep, as `make codes` and `make rates` last wrote them; each file names its source."""

import json
from collections.abc import Mapping
from pathlib import Path

# ISO 4217: how many decimals each currency has.
MINOR_UNITS: Mapping[str, int] = json.loads(Path(__file__).with_name("currencies.json").read_text(encoding="utf-8"))[
    "minor_units"
]
# ISO 3166-1, alpha-2.
COUNTRIES: frozenset[str] = frozenset(
    json.loads(Path(__file__).with_name("countries.json").read_text(encoding="utf-8"))["codes"]
)


def rates() -> str:
    """The text of the reviewed table of exchange rates."""
    return Path(__file__).with_name("rates.json").read_text(encoding="utf-8")
