"""ISO 4217's currencies with their minor units and ISO 3166-1's countries, from the packages that keep them."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import iso3166
import iso4217

# Kosovo: user-assigned in ISO 3166-1, and what card schemes write.
BESIDE = ("XK",)


def currencies() -> dict[str, Any]:
    """Return each currency that has a minor unit, with its decimals: no precious metals, no codes for testing."""
    units = {
        code: int(str(entry["CcyMnrUnts"]))
        for code, entry in iso4217.raw_table.items()
        if code and str(entry["CcyMnrUnts"]).isdecimal()
    }
    source = f"ISO 4217 as published on {iso4217.__published__}, from the package iso4217 {version('iso4217')}"
    return {"source": f"{source} (public domain)", "minor_units": dict(sorted(units.items()))}


def countries() -> dict[str, Any]:
    """Return the codes of two letters."""
    codes = sorted({*iso3166.countries_by_alpha2, *BESIDE})
    source = f"ISO 3166-1 alpha-2, from the package iso3166 {version('iso3166')} (MIT)"
    return {"source": f"{source}, and {', '.join(BESIDE)} as card schemes write it", "codes": codes}
