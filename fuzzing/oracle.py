"""What is asked of a reader, whatever it reads: it refuses in one line, and what it accepts is what was written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# So deep does a second reading go, which has other steps than the reader that has accepted the depth.
DEEP = 20_000


class Defect(AssertionError):
    """A reader did what no reader may; the message says what, in one line."""


def require(holds: bool, otherwise: str) -> None:
    """Raises Defect unless it holds; `otherwise` says what is wrong then."""
    if not holds:
        raise Defect(otherwise)


@contextmanager
def deeply() -> Iterator[None]:
    """Room for the second reading of what is nested as deeply as the reader takes it."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(DEEP)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def refused(error: Exception) -> None:
    """The refusal of a reader: one line that says a reason, and can be written in UTF-8."""
    said = str(error)
    require(bool(said.strip()), f"{type(error).__name__} gives no reason")
    require(len(said.splitlines()) == 1, f"{type(error).__name__} takes more than one line: {said!r}")
    require("Traceback" not in said, f"{type(error).__name__} shows a traceback")
    require(_is_encodable(said), f"{type(error).__name__} cannot be written in UTF-8: {said!r}")


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
