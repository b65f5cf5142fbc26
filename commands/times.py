"""Times, in words."""

from __future__ import annotations

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000


def ago(at: int, now: int) -> str:
    """`3 min`, `5 h`, `2 d`: how long ago it was, in the largest unit that is whole; both times are milliseconds."""
    passed = max(now - at, 0)
    for name, unit in (("d", DAY), ("h", HOUR)):
        if passed >= unit:
            return f"{passed // unit} {name}"
    return f"{passed // MINUTE} min"
