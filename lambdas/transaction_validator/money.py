"""Amounts in the minor unit of their currency, and what they are worth in dollars."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from .rates import Rates
from .tables import MINOR_UNITS

DOLLAR = "USD"
# ISO 8583 writes amounts in minor units, in as many digits.
MOST_DIGITS = 12
# Sums of amounts as floats miss the minor unit by less than this; beyond a few millions, by a few units of their last
# binary digit.
TOLERANCE, RELATIVE_TOLERANCE = Decimal("1e-9"), Decimal("1e-15")


@dataclass(frozen=True, slots=True)
class Worth:
    """What an amount is worth in dollars, to the cent; None where no rate says it, and `conversion` why."""

    dollars: Decimal | None
    conversion: str

    @property
    def text(self) -> str:
        """The dollars with their cents; empty where they are not known."""
        return "" if self.dollars is None else f"{self.dollars:f}"


def written(amount: object) -> Decimal:
    """The decimal that was written: a float's shortest text, not its binary expansion."""
    return Decimal(str(amount))


def rounded(amount: Decimal, currency: str) -> Decimal:
    """The amount in whole minor units of a listed currency, with exactly its decimals."""
    return amount.quantize(Decimal(10) ** -MINOR_UNITS[currency], ROUND_HALF_EVEN)


def faults(amount: Decimal, currency: str) -> Iterator[str]:
    """Yield what an amount of a listed currency must be, and is not."""
    nearest = rounded(amount, currency)
    if abs(nearest - amount) > max(TOLERANCE, amount * RELATIVE_TOLERANCE):
        yield f"must have at most {MINOR_UNITS[currency]} decimals in this currency"
    elif not nearest:
        yield "must be at least one minor unit of this currency"
    elif nearest >= Decimal(10) ** (MOST_DIGITS - MINOR_UNITS[currency]):
        yield f"must have at most {MOST_DIGITS} digits in this currency, decimals included"


def worth(amount: Decimal, currency: str, *, rates: Rates, now: int) -> Worth:
    """Convert a rounded amount at `now` (milliseconds since the epoch); dollars need no rate."""
    if currency == DOLLAR:
        return Worth(amount, "ok")
    if currency not in rates.dollars:
        return Worth(None, "currency_not_listed")
    if not rates.are_current(now):
        return Worth(None, "rates_outdated")
    return Worth(rounded(amount * rates.dollars[currency], DOLLAR), "ok")
