"""Rows of the table `transactions` as payments, as `training` reads them; one whose card was erased is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from backtest.payment import Payment
from training import rows
from training.rows import Row


def of_file(file: Path) -> Iterator[Payment]:
    """Yield the payments of an export, an item a line; ValueError names file, line, reason and remedy."""
    return payments(rows.rows(file))


def payments(read: Iterable[Row]) -> Iterator[Payment]:
    """Yield a payment for each row that has a card."""
    for row in read:
        if row.card:
            yield Payment(
                id=row.id,
                at=row.at,
                amount=row.amount,
                card=row.card,
                merchant=row.merchant,
                terminal=row.terminal,
                country=row.country,
                entry_mode=row.entry_mode,
                fraud=row.fraud,
                reported_at=row.reported_at,
                by_reviewer=row.by_reviewer,
                conversion=row.conversion,
                decided=row.decision,
            )
