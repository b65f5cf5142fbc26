"""Recorded payments as CSV, with the columns of the public benchmark, as `python -m training evaluate` takes them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from backtest.payment import Payment
from training.fields import country, dollars, given, label, moment, word
from training.transactions import COLUMNS

# What a file may hold besides; other columns are ignored.
ID, MERCHANT, COUNTRY, ENTRY_MODE = OPTIONAL = ("TRANSACTION_ID", "MERCHANT_ID", "COUNTRY", "ENTRY_MODE")
WHEN, CARD, TERMINAL, AMOUNT, FRAUD = COLUMNS
REMEDY = "correct it or leave it out"


def payments(file: Path) -> Iterator[Payment]:
    """Yield the payments of a file; ValueError names file, line, reason and remedy. OSError if it cannot be opened."""
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        place = 0
        try:
            header = [name.strip() for name in next(reader, [])]
            _require(header)
            for row in reader:
                place = reader.line_num
                if row:
                    yield _payment(_by_column(header, row), f"{file.name}:{place}")
        except (csv.Error, UnicodeDecodeError) as failure:
            raise ValueError(f"{file}: after line {place}: no CSV in UTF-8 ({failure}); {REMEDY}") from None
        except ValueError as failure:
            raise ValueError(f"{file}: line {max(place, 1)}: {failure}; {REMEDY}") from None


def _require(header: Sequence[str]) -> None:
    if missing := [name for name in COLUMNS if name not in header]:
        raise ValueError(f"has no column {', '.join(missing)}")
    known = [name for name in header if name in (*COLUMNS, *OPTIONAL)]
    if len(known) != len(set(known)):
        raise ValueError("has a column twice")


def _by_column(header: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    if len(row) != len(header):
        raise ValueError(f"holds {len(row)} values, and the first line names {len(header)} columns")
    return dict.fromkeys(OPTIONAL, "") | {name: text.strip() for name, text in zip(header, row, strict=True)}


def _payment(row: dict[str, str], place: str) -> Payment:
    return Payment(
        id=word(ID, row[ID]) or place,
        at=moment(WHEN, row[WHEN]),
        amount=dollars(AMOUNT, row[AMOUNT]),
        card=given(CARD, row[CARD]),
        merchant=word(MERCHANT, row[MERCHANT]),
        terminal=word(TERMINAL, row[TERMINAL]),
        country=country(COUNTRY, row[COUNTRY]),
        entry_mode=word(ENTRY_MODE, row[ENTRY_MODE]),
        fraud=label(FRAUD, row[FRAUD]),
    )
