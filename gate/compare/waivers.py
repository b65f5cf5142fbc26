"""What differs in what is excused: each waiver, and each check of Checkov's that is declined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from gate.compare.difference import Difference, Direction
from gate.compare.meaning import values
from gate.compare.tracked import Files
from gate.compare.values import ABSENT, changes, shown, written
from policies.core.strict_json import Frozen, Json

WAIVERS, CHECKOV = "policies/waivers.toml", "policies/checkov.toml"
KIND = "waivers"
# What no verdict follows from.
FOR_READERS = frozenset({"titles"})


def waivers(base: Files, head: Files) -> Iterator[Difference]:
    """Each entry that is new, gone or changed; a file that cannot be read is weaker."""
    for path, entries in ((WAIVERS, _waivers), (CHECKOV, _checks)):
        old, new = base.get(path), head.get(path)
        if old == new or (old and new and old.data == new.data):
            continue
        try:
            before, after = (values(file.data) if file else Frozen() for file in (old, new))
        except (ValueError, RecursionError):
            yield Difference(Direction.WEAKER, path, "was changed, and one of the two cannot be read", KIND)
            continue
        told = list(entries(_table(before), _table(after)))
        yield from told or [Difference(Direction.CHANGED, path, "changed in comments or layout alone", KIND)]


def _waivers(before: Mapping[str, Json], after: Mapping[str, Json]) -> Iterator[Difference]:
    old, new = (Counter(_listed(table.get("waiver"))) for table in (before, after))
    for entry in (new - old).elements():
        what = f"{_said(entry, 'policy')} is waived by {_said(entry, 'ticket')} until {_said(entry, 'expires')}"
        yield Difference(Direction.WEAKER, _said(entry, "place"), what, KIND)
    for entry in (old - new).elements():
        what = f"the waiver {_said(entry, 'ticket')} of {_said(entry, 'policy')} is gone"
        yield Difference(Direction.STRONGER, _said(entry, "place"), what, KIND)
    yield from _others(before, after, WAIVERS, {"waiver"})


def _checks(before: Mapping[str, Json], after: Mapping[str, Json]) -> Iterator[Difference]:
    """A check that must report is stronger, one that is declined weaker; of a changed entry nobody can tell."""
    for table, more, less, new, gone in (
        ("reports", Direction.STRONGER, Direction.WEAKER, "must report", "need not report any more"),
        ("declined", Direction.WEAKER, Direction.STRONGER, "is declined", "is no longer declined"),
    ):
        old, now = _table(before.get(table)), _table(after.get(table))
        for check in sorted({*old, *now}):
            if check not in now:
                yield Difference(less, CHECKOV, f"{check} {gone}", KIND)
            elif check not in old:
                yield Difference(more, CHECKOV, f"{check} {new}: {shown(written(now[check]))}", KIND)
            else:
                said = changes(old[check], now[check], f"{table}.{check}")
                yield from (Difference(Direction.WEAKER, CHECKOV, change, KIND) for change in said)
    yield from _others(before, after, CHECKOV, {"reports", "declined"})


def _others(before: Mapping[str, Json], after: Mapping[str, Json], path: str, known: set[str]) -> Iterator[Difference]:
    for key in sorted({*before, *after} - known):
        said = changes(before.get(key, ABSENT), after.get(key, ABSENT), key)
        direction = Direction.CHANGED if key in FOR_READERS else Direction.WEAKER
        yield from (Difference(direction, path, change, KIND) for change in said)


def _table(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, Mapping) else Frozen({"": value} if value is not None else {})


def _listed(value: Json) -> tuple[Json, ...]:
    return value if isinstance(value, tuple) else (() if value is None else (value,))


def _said(entry: Json, key: str) -> str:
    value = entry.get(key) if isinstance(entry, Mapping) else entry
    return value if isinstance(value, str) else written(value)
