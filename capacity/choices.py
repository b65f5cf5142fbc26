"""Which way a choice goes, by the document before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from capacity.documents import ABSENT, at
from policies.core.terraform_file import Unreadable

Test = Callable[[Any, Any, Any], bool]


def _is(kind: type | tuple[type, ...], *, but: type | None = None) -> Test:
    return lambda value, wanted, _: (isinstance(value, kind) and not (but and isinstance(value, but))) == wanted


TESTS: Mapping[str, Test] = {
    "IsPresent": lambda value, wanted, _: (value is not ABSENT) == wanted,
    "IsNull": lambda value, wanted, _: (value is None) == wanted,
    "IsString": _is(str),
    "IsBoolean": _is(bool),
    "IsNumeric": _is((int, float), but=bool),
    "BooleanEquals": lambda value, wanted, _: value is wanted,
    "StringEquals": lambda value, wanted, _: value == wanted,
    "StringMatches": lambda value, wanted, _: isinstance(value, str) and fnmatchcase(value, wanted),
    "StringEqualsPath": lambda value, wanted, document: value == at(document, wanted),
}


def chosen(state: Mapping[str, Any], document: Any) -> str:
    """The state that follows a choice; raises Unreadable for a test that is not known here."""
    for rule in state["Choices"]:
        if _holds(rule, document):
            return str(rule["Next"])
    if "Default" not in state:
        raise Unreadable("a choice without a default cannot be simulated")
    return str(state["Default"])


def _holds(condition: Mapping[str, Any], document: Any) -> bool:
    if "And" in condition:
        return all(_holds(each, document) for each in condition["And"])
    if "Or" in condition:
        return any(_holds(each, document) for each in condition["Or"])
    if "Not" in condition:
        return not _holds(condition["Not"], document)
    ((test, wanted),) = ((key, value) for key, value in condition.items() if key not in ("Variable", "Next"))
    if test not in TESTS:
        raise Unreadable(f"a choice by {test} cannot be simulated; add it to capacity/choices.py")
    return TESTS[test](at(document, condition["Variable"]), wanted, document)
