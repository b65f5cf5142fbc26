"""What a choice checks of an answer before any state reads it: a path that leads nowhere ends an execution at once.

No catcher catches that, so nothing would be kept of the transaction. A condition is only asked if those before it hold.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from stacks.states import State

DECISIONS = ("approve", "review", "decline")


def rule(conditions: Iterable[State], *, following: str) -> State:
    """Go on there if every condition holds."""
    return {"And": list(conditions), "Next": following}


def present(path: str) -> list[State]:
    """There is something, and be it null."""
    return [is_(path, "IsPresent", True)]


def text(*paths: str) -> list[State]:
    """Each is there, and a text."""
    return [condition for path in paths for condition in (*present(path), is_(path, "IsString", True))]


def number(*paths: str) -> list[State]:
    """Each is there, and a number."""
    return [condition for path in paths for condition in (*present(path), is_(path, "IsNumeric", True))]


def number_or_null(path: str) -> list[State]:
    """It is there, and a number or null."""
    return [*present(path), {"Or": [is_(path, "IsNumeric", True), is_(path, "IsNull", True)]}]


def listed(path: str) -> list[State]:
    """It is there, and a list, for which the language has no test of its own; an object passes too."""
    others = ("IsNull", "IsString", "IsNumeric", "IsBoolean")
    return [*present(path), *({"Not": is_(path, other, True)} for other in others)]


def truths(*paths: str) -> list[State]:
    """Each is there, and true or false."""
    return [condition for path in paths for condition in (*present(path), is_(path, "IsBoolean", True))]


def truth(path: str, value: bool) -> list[State]:
    """It is there, and this truth."""
    return [*present(path), is_(path, "BooleanEquals", value)]


def one_of(path: str, values: Sequence[str], test: str = "StringEquals") -> list[State]:
    """It is there, a text, and one of these, or like one of these."""
    return [*text(path), {"Or": [is_(path, test, value) for value in values]}]


def is_(path: str, test: str, value: Any) -> State:
    """One condition."""
    return {"Variable": path, test: value}
