"""That a deploy does not go on."""

from __future__ import annotations

from collections.abc import Sequence


class Refused(RuntimeError):
    """Something does not match, or must not be: a line for each. What was applied before stays."""

    def __init__(self, *lines: str) -> None:
        super().__init__(lines[0] if lines else "")
        self.lines: Sequence[str] = lines


class CannotDeploy(RuntimeError):
    """Something that a deploy needs is missing or failed; the message says what and the remedy, in one line."""
