"""What a load costs: what the simulated payments used, at the prices of the page on costs."""

from __future__ import annotations

from capacity.prices import MILLION, MONTH, Prices
from capacity.tally import Tally

KB_IN_GB = 1_000_000


def dollars_per_million(tally: Tally, prices: Prices, *, load: float) -> float | None:
    """Dollars for a million payments that got a decision; None where none did. What is paid by the month is left out.

    `load` is in requests a second. The refused and the failed cost too, and the decided ones bear it.
    """
    return dollars(tally, prices, load=load) / tally.decided * MILLION if tally.decided else None


def dollars(tally: Tally, prices: Prices, *, load: float) -> float:
    """Dollars of the whole simulation, if this load came all month."""
    used = tally.used
    millions = {
        "requests": _api(prices, load),
        "executions": prices.executions,
        "writes": prices.writes,
        "reads": prices.reads,
        "events": prices.events,
        "calls": prices.calls,
        "messages": prices.messages,
    }
    paid = sum(used[name] * price for name, price in millions.items())
    paid += used["looked at"] * prices.firewall + used["executions"] * prices.traced * prices.traces
    paid += tally.seconds * prices.execution_gb * prices.execution_gb_second * MILLION
    paid += tally.gigabyte_seconds * prices.gb_second * MILLION
    logged = used["logs"] * prices.function_log_kb + used["requests"] * prices.access_log_kb
    return (paid + logged / KB_IN_GB * prices.log_gb * MILLION) / MILLION


def _api(prices: Prices, load: float) -> float:
    """The mean price of a million requests in a month of this load."""
    month, paid = load * MONTH, 0.0
    above = [most for most, _ in prices.api[1:]] + [float("inf")]
    for (below, price), top in zip(prices.api, above, strict=True):
        paid += max(0.0, min(month, top) - below) * price
    return paid / month
