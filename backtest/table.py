"""The rows of the table `transactions` in the deployed system, read by a scan; nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from backtest import rows
from backtest.payment import Payment
from training import scan

FIRST = datetime.min.replace(year=1970, tzinfo=UTC)
LAST = FIRST.replace(year=2100) - timedelta(milliseconds=1)

Progress = Callable[[str], None]


def payments(
    dynamodb: Any, since: datetime | None, until: datetime | None, limit: int, progress: Progress
) -> Iterator[Payment]:
    """Yield at most `limit` payments between two times (UTC), in no order; ValueError for a row that is none.

    Rows lie in the order of nothing: with fewer than there are, cards lack parts of their histories, which is told.
    """
    bounds = {"since": _milliseconds(since or FIRST), "until": _milliseconds(until or LAST)}
    for found, payment in enumerate(rows.payments(scan.scanned(dynamodb, **bounds))):
        if found == limit:
            more = f"holds more than the {limit:,} rows that were read"
            progress(f"{scan.TABLE}: {more}; name a shorter time, or --limit")
            return
        yield payment


def _milliseconds(time: datetime) -> int:
    return int(time.replace(tzinfo=UTC).timestamp() * 1000)
