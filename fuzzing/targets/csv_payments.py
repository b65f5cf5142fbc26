"""Recorded payments as CSV (backtest/csv_file.py, training/transactions.py): by columns that each stand there once."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from backtest import files
from fuzzing.given_file import given
from fuzzing.oracle import refused, require
from training import transactions


def run(data: bytes) -> None:
    """Reads the file for the backtest, and for the measuring of the model."""
    path = given(data, "payments.csv")
    for read in (files.payments, _recorded):
        found = _read(read, path)
        if found is None:
            continue
        rows = [row for row in csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline="")) if row]
        header = [name.strip() for name in rows[0]]
        for name in transactions.COLUMNS:
            require(header.count(name) == 1, f"takes one of two columns {name}")
        amounts = [row[header.index("TX_AMOUNT")].strip() for row in rows[1:] if len(row) > header.index("TX_AMOUNT")]
        require(sorted(found) == sorted(map(float, amounts)), "reads other amounts than the file has")


def _recorded(paths: Sequence[Path]) -> Sequence[object]:
    return transactions.payments(paths, lambda _doing: None)


def _read(read: Callable[[list[Path]], Sequence[object]], path: Path) -> list[float] | None:
    try:
        payments = read([path])
    except ValueError as error:
        refused(error)
        return None
    return [amount for each in payments if isinstance(amount := getattr(each, "amount", None), float)]


def seeds() -> Iterator[bytes]:
    """The benchmark's columns, and what the backtest may be given besides."""
    yield b"""TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD
2026-01-01 10:15:30,1,7,12.50,0
2026-01-02 00:00:00,2,7,99,1
"""
    yield b"""TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD,COUNTRY,ENTRY_MODE,REPORTED_AT
t-1,2026-01-01T10:15:30+00:00,"a, b",,1e2,True,US,chip,2026-01-03 00:00:00
"""
