"""The prices of docs/costs-and-quotas.md, read from its table: they stand there and nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "costs-and-quotas.md"
MONTH = 2.628  # millions of seconds in 730 hours
NUMBER = r"([\d.]+)"
MILLION = 1_000_000


class Unpriced(ValueError):
    """The table does not say a price that is needed."""


@dataclass(frozen=True)
class Prices:
    """Dollars a million, unless a name says otherwise; those of the API by how many millions a month are below."""

    api: tuple[tuple[float, float], ...]
    writes: float
    reads: float
    executions: float
    execution_gb_second: float
    execution_gb: float
    events: float
    calls: float
    gb_second: float
    messages: float
    firewall: float
    log_gb: float
    function_log_kb: float
    access_log_kb: float
    traces: float
    traced: float


def load(page: Path = PAGE) -> Prices:
    """Read the table; raises Unpriced for a row or a price that is not as it was."""
    return priced(page.read_text(encoding="utf-8"))


def priced(text: str) -> Prices:
    """The prices that a page's table says."""
    (api, _), *above = _all(text, "API Gateway, REST", rf"\${NUMBER}(?: M)?(?: above ([\d,]+) M)?")
    writes, reads = (_found(text, f"DynamoDB, {kind}", rf"units of \${NUMBER} M")[0] for kind in ("writes", "reads"))
    execution, size, memory = _found(
        text, "Step Functions, Express", rf"\${NUMBER} M; and [\d.]+ s . {NUMBER} MB . \${NUMBER}"
    )
    call, gb_second = _found(text, "Lambda, arm64", rf"\${NUMBER} M, and .* at \${NUMBER} a GB-second")
    log, kilobytes = _found(text, "logs of functions", rf"\${NUMBER} a GB .* {NUMBER} KB")
    trace, share = _found(text, "X-Ray", rf"\${NUMBER} a million traces.* {NUMBER} %")
    return Prices(
        api=((0.0, float(api)), *((float(most.replace(",", "")), float(price)) for price, most in above)),
        writes=float(writes),
        reads=float(reads),
        executions=float(execution),
        execution_gb_second=float(memory),
        execution_gb=float(size) / 1024,
        events=float(_found(text, "EventBridge", rf"\${NUMBER} M")[0]),
        calls=float(call),
        gb_second=float(gb_second),
        messages=float(_found(text, "SQS", rf"\${NUMBER} M")[0]),
        firewall=float(_found(text, "AWS WAF", rf"a rule, \${NUMBER} M")[0]),
        log_gb=float(log),
        function_log_kb=float(kilobytes),
        access_log_kb=float(_found(text, "access log", rf"{NUMBER} KB")[0]),
        traces=float(trace),
        traced=float(share) / 100,
    )


def _found(text: str, row: str, pattern: str) -> tuple[str, ...]:
    return _all(text, row, pattern)[0]


def _all(text: str, row: str, pattern: str) -> list[tuple[str, ...]]:
    line = next((line for line in text.splitlines() if line.startswith(f"| {row}")), "")
    cells = line.split("|")
    found = [match.groups() for match in re.finditer(pattern, cells[2])] if len(cells) > 2 else []
    if not found:
        raise Unpriced(f"docs/costs-and-quotas.md: the row {row!r} does not say its price in the words looked for")
    return found
