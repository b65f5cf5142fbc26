"""From stored rows to a file of recorded payments: with labels that had time to come, and without anybody's token."""

import csv
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from .payment import MILLISECONDS_PER_DAY
from .rows import Row

# The benchmark's columns, and those that a backtest and this training read besides.
HEADER = (
    *("TX_DATETIME", "CUSTOMER_ID", "TERMINAL_ID", "TX_AMOUNT", "TX_FRAUD"),
    *("MERCHANT_ID", "COUNTRY", "ENTRY_MODE", "DECISION", "REPORTED_AT"),
)
# Why a row is left out.
TOO_YOUNG, NO_AMOUNT, ERASED = "too young for a label", "without an amount in dollars", "of an erased card"

Line = tuple[str, ...]


class Recorded(NamedTuple):
    """The lines of the file, in the order of time, how many are fraud, and why others were left out."""

    lines: list[Line]
    frauds: int
    left_out: Counter[str]


def recorded(rows: Iterable[Row], *, known_by: int, honest_after: int) -> Recorded:
    """Keep the rows older than `honest_after` days at `known_by` (milliseconds), with the verdicts of until then.

    Whoever was not reported by then counts as honest; younger rows would hold the frauds that were reported early, and
    call all others honest. Cards, terminals and merchants get numbers, which hold within this file alone.
    """
    numbers: dict[tuple[str, str], int] = {}
    last = known_by - honest_after * MILLISECONDS_PER_DAY
    left_out: Counter[str] = Counter()
    lines, frauds = list[Line](), 0
    for row in sorted(rows, key=lambda row: row.at):
        why = TOO_YOUNG if row.at > last else NO_AMOUNT if row.amount is None else "" if row.card else ERASED
        if why:
            left_out[why] += 1
            continue
        fraud = bool(row.fraud) and (row.reported_at or 0) <= known_by
        frauds += fraud
        lines.append(_line(row, numbers, fraud=fraud))
    return Recorded(lines, frauds, left_out)


def write(file: Path, lines: Iterable[Line]) -> None:
    """Write a new file that only its owner reads; FileExistsError if it is there."""
    file.touch(mode=0o600, exist_ok=False)
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([HEADER, *lines])


def _line(row: Row, numbers: dict[tuple[str, str], int], *, fraud: bool) -> Line:
    card, terminal, merchant = (
        str(numbers.setdefault((kind, name), len(numbers) + 1)) if name else ""
        for kind, name in (("card", row.card), ("terminal", row.terminal), ("merchant", row.merchant))
    )
    reported = _time(row.reported_at) if fraud and row.reported_at else ""
    amount = repr(row.amount)
    return (
        *(_time(row.at), card, terminal, amount, str(int(fraud))),
        *(merchant, row.country, row.entry_mode, row.decision, reported),
    )


def _time(at: int) -> str:
    # To the second only, a payment would come before or after its neighbours by chance.
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(sep=" ", timespec="milliseconds").removesuffix("+00:00")
