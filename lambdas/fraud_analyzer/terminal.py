"""What is remembered of a terminal: the frauds confirmed there, by day, as whole numbers that a report adds to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MILLISECONDS_PER_DAY = 86_400_000
# The attributes of an item, each with the day of the payment (days since the epoch, UTC) after it: how many payments of
# that day are confirmed as fraud, and how many of these had an amount that was ordinary for their card.
FRAUDS, ORDINARY = "frauds_", "ordinary_"
OTHERS = frozenset({"key", "expires"})
MOST_ATTRIBUTES = 2000
LONGEST_DAY, LONGEST_COUNT = 6, 9


@dataclass(frozen=True, slots=True)
class Terminal:
    """For each day with a confirmed fraud, the latest first: the day, its frauds, and those of ordinary amount.

    Counts by day depend on no order of the reports, and a report is taken back by subtracting it. `Terminal()` was
    never reported.
    """

    days: tuple[tuple[int, int, int], ...] = ()


def reported(terminal: Terminal, *, at: int, ordinary_amount: bool, sign: int = 1) -> Terminal:
    """Return the terminal with one more confirmed fraud; with `sign=-1`, with one that was taken back.

    `at` is the time of the payment in milliseconds, not of the report.
    """
    counts = {day: (frauds, ordinary) for day, frauds, ordinary in terminal.days}
    day = at // MILLISECONDS_PER_DAY
    frauds, ordinary = counts.get(day, (0, 0))
    counts[day] = frauds + sign, ordinary + (sign if ordinary_amount else 0)
    return _of(counts)


def read(item: Mapping[str, object]) -> Terminal:
    """Read an item as DynamoDB writes it (`{"frauds_20665": {"N": "2"}, ...}`); ValueError for anything else.

    Between two reports' corrections a count may stand below zero; it counts as none.
    """
    if len(item) > MOST_ATTRIBUTES:
        raise ValueError("terminal: more days than a terminal is compromised for; remove the oldest from the item")
    frauds, ordinary = (dict(_counts(item, kind)) for kind in (FRAUDS, ORDINARY))
    if len(frauds) + len(ordinary) != len(item.keys() - OTHERS):
        raise ValueError("terminal: an attribute that no report writes; recompute the item from its confirmed rows")
    return _of({day: (frauds.get(day, 0), ordinary.get(day, 0)) for day in frauds.keys() | ordinary.keys()})


def _of(counts: Mapping[int, tuple[int, int]]) -> Terminal:
    days = ((day, max(counts[day][0], 0), max(counts[day][1], 0)) for day in sorted(counts, reverse=True))
    return Terminal(tuple(count for count in days if count[1] or count[2]))


def _counts(item: Mapping[str, object], kind: str) -> Iterator[tuple[int, int]]:
    for name, attribute in item.items():
        if name.startswith(kind):
            number = attribute.get("N") if isinstance(attribute, Mapping) and len(attribute) == 1 else None
            yield _whole(name.removeprefix(kind), LONGEST_DAY), _signed(number)


def _signed(text: object) -> int:
    negative = isinstance(text, str) and text.startswith("-")
    number = _whole(str(text)[1:] if negative else text, LONGEST_COUNT)
    return -number if negative else number


def _whole(text: object, longest: int) -> int:
    if isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) <= longest:
        return int(text)
    raise ValueError("terminal: a day or a count is no whole number; recompute the item from its confirmed rows")
