"""What is remembered of a terminal: frauds that were confirmed there, as sums that a correction can take back."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, isfinite

MILLISECONDS_PER_DAY = 86_400_000
# 2029-01-01. A fraud at time t weighs e^((t - landmark) / constant) for good, and a reader divides by the same of its
# own time: sums so kept need no update as time passes, and reports may come in any order. With 7 days, DynamoDB's
# numbers (1e-130 to 1e126) reach from 2023 to 2034.
LANDMARK = 1_861_920_000_000
# Less than this is what rounding leaves behind when a report has been taken back.
FORGOTTEN = 1e-3
# In constants: beyond this an exponential is no finite number.
FURTHEST = 690.0


@dataclass(frozen=True, slots=True)
class Terminal:
    """Sums over the confirmed frauds, weighted from the landmark on; `Terminal()` was never reported.

    A name says within how many days a fraud's weight fades to 1/e. A fraud is unexplained where its amount was ordinary
    for its card. `days` are sums of the frauds' times (in days from the landmark), for their mean age.
    """

    frauds_7d: float = 0.0
    frauds_30d: float = 0.0
    unexplained_30d: float = 0.0
    unexplained_days_30d: float = 0.0


def weight(at: int, constant: int) -> float:
    """Return what a fraud at `at` weighs in a sum that fades within `constant` days; times far off are as the last."""
    days = (at - LANDMARK) / MILLISECONDS_PER_DAY
    return exp(max(-FURTHEST, min(FURTHEST, days / constant)))


ATTRIBUTES = ("frauds_7d", "frauds_30d", "unexplained_30d", "unexplained_days_30d")


def reported(terminal: Terminal, *, at: int, ordinary_amount: bool, sign: int = 1) -> Terminal:
    """Return the terminal with one more confirmed fraud; with `sign=-1`, with one that was taken back.

    `at` is the time of the payment, not of the report.
    """
    days = (at - LANDMARK) / MILLISECONDS_PER_DAY
    week, month = sign * weight(at, 7), sign * weight(at, 30)
    unexplained = month if ordinary_amount else 0.0
    return Terminal(
        terminal.frauds_7d + week,
        terminal.frauds_30d + month,
        terminal.unexplained_30d + unexplained,
        terminal.unexplained_days_30d + unexplained * days,
    )


def read(item: Mapping[str, object]) -> Terminal:
    """Read the item's attributes as DynamoDB writes them (`{"frauds_7d": {"N": "1.5"}}`); ValueError for any other."""
    return Terminal(*[_number(item.get(name)) for name in ATTRIBUTES])


def _number(attribute: object) -> float:
    text = attribute.get("N") if isinstance(attribute, Mapping) and len(attribute) == 1 else None
    if isinstance(text, str) and len(text) <= 64 and text.isascii():
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if isfinite(number):
            return number
    raise ValueError("terminal: an attribute is missing or no number; recompute the item from its confirmed rows")
