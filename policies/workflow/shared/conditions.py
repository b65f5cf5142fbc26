"""What the guards of the workflow are made of: comparisons in the form in which choices have them."""

from __future__ import annotations

from typing import Any

Conditions = list[dict[str, Any]]
DECISIONS = ("approve", "review", "decline")
# Those that a list or an object fails; the language has no test for either.
OTHER_TYPES = ("IsNull", "IsString", "IsNumeric", "IsBoolean")


def is_(path: str, test: str, value: bool = True) -> dict[str, Any]:
    """One comparison."""
    return {"Variable": path, test: value}


def there(path: str, *tests: str) -> Conditions:
    """It is there, and passes these tests."""
    return [is_(path, "IsPresent"), *(is_(path, test) for test in tests)]


def listed(path: str) -> Conditions:
    """It is there, and a list or an object."""
    return [*there(path), *({"Not": is_(path, test)} for test in OTHER_TYPES)]


def one_of(path: str, test: str, *values: str) -> Conditions:
    """It is there, a text, and one of these, or like one of these."""
    return [*there(path, "IsString"), {"Or": [{"Variable": path, test: value} for value in values]}]


def decided(path: str) -> Conditions:
    """It is there, and a decision."""
    return one_of(path, "StringEquals", *DECISIONS)


def texts(*paths: str) -> Conditions:
    """Each is there, and a text."""
    return [condition for path in paths for condition in there(path, "IsString")]


def all_of(*conditions: Conditions, following: str) -> dict[str, Any]:
    """A rule that holds where all of these do."""
    return {"And": [each for some in conditions for each in some], "Next": following}
