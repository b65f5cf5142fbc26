"""That a plan cannot be read, or holds what the gate cannot hold to the judged file."""

from __future__ import annotations


class BrokenPlan(ValueError):
    """The message says why, in one line."""
