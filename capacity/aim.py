"""What the system aims at, and at which loads it misses that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from capacity.runs import AIMED, QUICK, WITHIN, Row
from capacity.tally import milliseconds

# Answers come within so many milliseconds; and within fewer where nothing is throttled.
ANSWERED, CALM, CALMLY = 500, 80, 200


def _slowest(times: list[float]) -> float:
    return milliseconds(times, QUICK) or 0


AIMS: Mapping[str, Callable[[Row], bool]] = {
    "all are answered": lambda row: row.tally.answered == row.tally.offered,
    "99 % of the answers come in time": lambda row: (
        _slowest(row.tally.times) <= (CALMLY if row.load <= CALM else ANSWERED)
    ),
    "all are decided": lambda row: row.tally.decided == row.tally.offered,
    "99 % of the decisions come in time": lambda row: _slowest(row.tally.decisions) < WITHIN,
}


def missed(rows: Iterable[Row]) -> Iterator[tuple[str, list[float]]]:
    """What is not so at some of the loads that are aimed at, and at which."""
    aimed = [row for row in rows if row.load in AIMED]
    for aim, is_met in AIMS.items():
        loads = [row.load for row in aimed if not is_met(row)]
        if loads:
            yield aim, loads
