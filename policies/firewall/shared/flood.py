"""What a permitted client may send in a window, and from where on it is a flood."""

from __future__ import annotations

from collections.abc import Iterator

from policies.aws.usage_plans import PLAN, throttle
from policies.core import Stack
from policies.core.blocks import Block
from policies.core.bounds import whole

# All that WAF has, in seconds.
WINDOWS = (60, 120, 300, 600)


def wrong_limit(statement: Block, stack: Stack) -> Iterator[str]:
    """What is wrong with a rate-based statement: whom it counts, in which window, and from where on it blocks."""
    limit, window = statement.get("limit"), statement.get("evaluation_window_sec")
    if statement != {"limit": limit, "evaluation_window_sec": window, "aggregate_key_type": "IP"}:
        yield "does not count all requests of an IP address"
    if not whole(window, WINDOWS[0]) or window not in WINDOWS:
        yield f"counts in a window of {window!r} s, which is none of {WINDOWS}"
        return
    bounds = stack.once(_bounds, window)
    if bounds is None:
        yield "limits addresses where no usage plan says what a client may send"
    elif not whole(limit, *bounds):
        yield f"blocks above {limit!r} requests in {window} s, not above {bounds[0]} to {bounds[1]}"


def _bounds(stack: Stack, window: int) -> tuple[int, int] | None:
    """One more than any client may send by its usage plan, with all its burst, up to twice the highest rate.

    Who keeps twice the rate up for a whole window is no client that is a little fast. The rate of a plan is that of all
    methods together: what a plan says of one method, by AWS's staff, adds nothing to it.
    """
    plans = [throttle(plan) for plan in stack.of(PLAN)]
    known = [plan for plan in plans if plan is not None]
    if not known or len(known) < len(plans):
        return None
    return max(plan.within(window) for plan in known) + 1, max(2 * plan.rate * window for plan in known)
