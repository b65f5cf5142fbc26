"""When a transaction may have been made, seen from now; all in milliseconds since the epoch, UTC."""

from collections.abc import Iterator

MILLISECONDS_PER_MINUTE = 60 * 1000


def faults(timestamp: int, now: int, *, age_hours: int, clock_skew_minutes: int) -> Iterator[str]:
    """Yield what a time must be, and is not."""
    if timestamp > now + clock_skew_minutes * MILLISECONDS_PER_MINUTE:
        yield f"must not be more than {clock_skew_minutes} minutes in the future"
    elif timestamp < now - age_hours * 60 * MILLISECONDS_PER_MINUTE:
        yield f"must not be older than {age_hours} hours"
