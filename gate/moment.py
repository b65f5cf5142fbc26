"""The time of a run in UTC, to the second: the one that was given, or now."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime

# By reproducible-builds.org: seconds since 1970.
EPOCH = "SOURCE_DATE_EPOCH"
FORMAT = "%Y-%m-%dT%H:%M:%SZ"


class NoMoment(ValueError):
    """The environment gives no time that can be read; the message says why, in one line."""


def now() -> str:
    """Now, `2026-11-25T17:04:05Z`."""
    return written(datetime.now(UTC))


def given(environment: Mapping[str, str] = os.environ) -> str | None:
    """The time that the environment gives, if it does; raises NoMoment."""
    value = environment.get(EPOCH, "")
    if not value:
        return None
    try:
        if not (value.isascii() and value.isdecimal()):
            raise ValueError
        return written(datetime.fromtimestamp(int(value), UTC))
    except (ValueError, OverflowError, OSError):
        raise NoMoment(f"{EPOCH}: is no number of seconds since 1970; unset {EPOCH}") from None


def written(time: datetime) -> str:
    """A time in UTC as RFC 3339 has it, `2026-11-25T17:04:05Z`."""
    return time.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def whole(moment: str) -> str:
    """The same where it is a day: `2026-11-25T00:00:00Z` of `2026-11-25`."""
    return moment if "T" in moment else f"{moment}T00:00:00Z"


def day(moment: str) -> date:
    """Its day."""
    return date.fromisoformat(moment[:10])
