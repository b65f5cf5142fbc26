"""Files of recorded payments, of either kind; what is wrong with one is said in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from backtest import csv_file, rows
from backtest.payment import Payment

READERS: Mapping[str, Callable[[Path], Iterator[Payment]]] = {
    ".csv": csv_file.payments,
    ".json": rows.of_file,
    ".jsonl": rows.of_file,
}


def payments(files: Sequence[Path]) -> list[Payment]:
    """Read all files; ValueError names the file, the place, the reason and the remedy."""
    read: list[Payment] = []
    known: set[str] = set()
    for file in files:
        for payment in _payments(file):
            if payment.id in known:
                raise ValueError(f"{file}: payment {payment.id} is there twice; an id is decided once: leave one out")
            known.add(payment.id)
            read.append(payment)
    return read


def _payments(file: Path) -> Iterator[Payment]:
    reader = READERS.get(file.suffix)
    if reader is None:
        kinds = ", ".join(READERS)
        raise ValueError(f"{file}: of no known kind; give it one of the endings {kinds}, or convert it to CSV")
    try:
        yield from reader(file)
    except OSError as failure:
        why = failure.strerror or type(failure).__name__
        raise ValueError(f"{file}: cannot be read ({why}); name a readable file") from None
