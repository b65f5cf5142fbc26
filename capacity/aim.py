"""What the system aims at, and at which loads it misses that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

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


# In calls with many payments: at each load up to 2,000, and the answer is that of the call.
CALLED, ANSWERED_TOGETHER = 2000, 250
AIMS_OF_CALLS: Mapping[str, Callable[[Row], bool]] = {
    **AIMS,
    "99 % of the answers come in time": lambda row: _slowest(row.tally.times) <= ANSWERED_TOGETHER,
    "every payment is kept": lambda row: row.tally.letters == row.tally.left == 0,
}


def missed(rows: Iterable[Row]) -> Iterator[tuple[str, list[float]]]:
    """What is not so at some of the loads that are aimed at, and at which."""
    return _missed([row for row in rows if row.load in AIMED], AIMS)


def missed_in_calls(rows: Iterable[Row]) -> Iterator[tuple[str, list[float]]]:
    """The same of payments that come in calls, in any of the runs that these rows are of."""
    return _missed([row for row in rows if row.load <= CALLED], AIMS_OF_CALLS)


def _missed(aimed: Sequence[Row], aims: Mapping[str, Callable[[Row], bool]]) -> Iterator[tuple[str, list[float]]]:
    for aim, is_met in aims.items():
        loads = sorted({row.load for row in aimed if not is_met(row)})
        if loads:
            yield aim, loads
