"""What follows a verdict, which stands however this ends: what announced the case goes, and what else has closed."""

from __future__ import annotations

import sys

from commands.process import reason_of
from review.sweep import Sweeper

# An analyst does not wait for the queue.
MOST, SECONDS = 50, 2


def after_verdict(sweeper: Sweeper, receipt: str = "") -> None:
    """Delete the announcement with this receipt, if there is one, and sweep a little; say so where it fails."""
    try:
        if receipt:
            sweeper.queue.delete([receipt])
        sweeper.sweep(most=MOST, seconds=SECONDS, wait=0)
    except Exception as error:
        reason = reason_of(error) or type(error).__name__
        print(f"review: the queue was not swept, `python -m review sweep` does it: {reason}", file=sys.stderr)
