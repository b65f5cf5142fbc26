"""Which way a choice goes, by the document before it and by the execution's name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from capacity.documents import ABSENT, ANY, at
from policies.core.terraform_file import Unreadable

Test = Callable[[Any, Any, Any], bool]
# Asks whether anything is known of some payment of a call; in what is simulated it is.
ANY_KNOWN = re.compile(r"\{% \$count\(\$states\.input\.answers\[status != '\w+'\]\) > 0 %\}")
# Asks whether something is not in a text; in what is simulated there is nothing that is looked for.
ABSENCE = re.compile(r"\{% \$not\(\$contains\(.*\)\) %\}", re.DOTALL)


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


def chosen(state: Mapping[str, Any], document: Any, name: str) -> tuple[str, Any]:
    """The state that follows a choice, and the document before it; `name` is the execution's.

    Raises Unreadable for a test that is not known here.
    """
    if state.get("QueryLanguage") == "JSONata":
        return _computed(state, document)
    context = {"Execution": {"Name": name}}
    for rule in state["Choices"]:
        if _holds(rule, document, context):
            return str(rule["Next"]), document
    if "Default" not in state:
        raise Unreadable("a choice without a default cannot be simulated")
    return str(state["Default"]), document


def _computed(state: Mapping[str, Any], document: Any) -> tuple[str, Any]:
    rule = state["Choices"][0]
    if not (ABSENCE.fullmatch(rule["Condition"]) or ANY_KNOWN.fullmatch(rule["Condition"])):
        raise Unreadable(f"a choice by {rule['Condition']!r} cannot be simulated; add it to capacity/choices.py")
    # What is computed is any text, and no choice depends on it.
    return str(rule["Next"]), dict.fromkeys(rule["Output"], ANY) if "Output" in rule else document


def _holds(condition: Mapping[str, Any], document: Any, context: Mapping[str, Any]) -> bool:
    if "And" in condition:
        return all(_holds(each, document, context) for each in condition["And"])
    if "Or" in condition:
        return any(_holds(each, document, context) for each in condition["Or"])
    if "Not" in condition:
        return not _holds(condition["Not"], document, context)
    ((test, wanted),) = ((key, value) for key, value in condition.items() if key not in ("Variable", "Next"))
    if test not in TESTS:
        raise Unreadable(f"a choice by {test} cannot be simulated; add it to capacity/choices.py")
    path = condition["Variable"]
    value = at(context, path) if path.startswith("$$") else at(document, path)
    return TESTS[test](value, wanted, document)
