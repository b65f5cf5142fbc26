"""Recorded payments from files with the public benchmark's columns: CSV, Parquet, or data frames as pickles."""

import csv
import pickle
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from typing import Any

from .payment import DELAY_DAYS, MILLISECONDS_PER_DAY, Payment

COLUMNS = ("TX_DATETIME", "CUSTOMER_ID", "TERMINAL_ID", "TX_AMOUNT", "TX_FRAUD")
# When a fraud was confirmed, where a file says so; where not, the benchmark's delay is supposed.
CONFIRMED = "REPORTED_AT"
SUFFIXES = (".csv", ".parquet", ".pkl", ".pickle")
NO_TERMINAL = -1

Progress = Callable[[str], None]
Row = Sequence[object]


def payments(files: Sequence[Path], progress: Progress) -> list[Payment]:
    """Read all files, in any order, and return their payments in the order of time.

    ValueError names file, place, reason and remedy.
    """
    cards: dict[str, int] = {}
    terminals: dict[str, int] = {}
    read = []
    for number, file in enumerate(files, start=1):
        progress(f"reading {file.name} ({number} of {len(files)})")
        for place, row in enumerate(_rows(file), start=1):
            try:
                read.append(_payment([str(value).strip() for value in row], cards, terminals))
            except ValueError as failure:
                raise ValueError(f"{file}: payment {place}: {failure}; correct it or leave it out") from None
    return sorted(read)


def _payment(row: Sequence[str], cards: dict[str, int], terminals: dict[str, int]) -> Payment:
    when, card, terminal, amount, fraud, confirmed = row
    dollars = float(amount)
    if not (isfinite(dollars) and dollars >= 0):
        raise ValueError("TX_AMOUNT is no amount")
    if not card or fraud not in ("0", "1", "False", "True"):
        raise ValueError("CUSTOMER_ID is empty, or TX_FRAUD is neither 0 nor 1")
    at = _milliseconds(when)
    return Payment(
        timestamp=at,
        amount=dollars,
        customer=cards.setdefault(card, len(cards)),
        terminal=terminals.setdefault(terminal, len(terminals)) if terminal else NO_TERMINAL,
        fraud=fraud in ("1", "True"),
        delay=max(_milliseconds(confirmed) - at, 0) if confirmed else DELAY_DAYS * MILLISECONDS_PER_DAY,
    )


def _milliseconds(when: str) -> int:
    return int(datetime.fromisoformat(when).replace(tzinfo=UTC).timestamp() * 1000)


def _rows(file: Path) -> Iterator[Row]:
    if file.suffix not in SUFFIXES:
        raise ValueError(f"{file}: of no known kind; give it one of the endings {', '.join(SUFFIXES)}")
    try:
        yield from _of_csv(file) if file.suffix == ".csv" else _of_frame(file)
    except (OSError, UnicodeDecodeError, csv.Error) as failure:
        raise ValueError(f"{file}: cannot be read ({failure}); name a readable file") from None


def _of_csv(file: Path) -> Iterator[Row]:
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, strict=True)
        _require(file, reader.fieldnames or ())
        for row in reader:
            yield [row.get(name) or "" for name in (*COLUMNS, CONFIRMED)]


def _of_frame(file: Path) -> Iterator[Row]:
    frame = _frame(file)
    _require(file, list(frame.columns))
    # Of a frame, a time that is not there would be no text, but a value of pandas' own.
    yield from zip(*(frame[name].tolist() for name in COLUMNS), [""] * len(frame), strict=True)


def _frame(file: Path) -> Any:
    try:
        if file.suffix == ".parquet":
            import pandas  # type: ignore[import-not-found, import-untyped, unused-ignore]  # noqa: PLC0415

            return pandas.read_parquet(file, columns=None)
        from .frames import frame  # noqa: PLC0415

        with file.open("rb") as stream:
            return frame(stream)
    except ImportError as missing:
        raise ValueError(f"{file}: reading it takes {missing.name}; install training/requirements.lock") from None
    except Exception as failure:  # whatever a hostile file makes a reader raise
        reason = str(failure) if isinstance(failure, pickle.UnpicklingError) else type(failure).__name__
        said = " ".join(reason.split())
        raise ValueError(f"{file}: not a data frame that can be read safely ({said}); convert it to CSV") from None


def _require(file: Path, columns: Collection[object]) -> None:
    missing = [name for name in COLUMNS if name not in set(columns)]
    if missing:
        raise ValueError(f"{file}: has no column {', '.join(missing)}; name the columns as the benchmark does")
    if twice := [name for name in (*COLUMNS, CONFIRMED) if [*columns].count(name) > 1]:
        raise ValueError(f"{file}: has two columns {', '.join(twice)}; leave one of them out")
