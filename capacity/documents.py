"""What a state does to the workflow's data: paths, parameters and results, as far as a choice may read them later.

Most intrinsic functions, and the context but for the input, give a text that stands for any: nothing is computed that
no choice depends on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

PART = re.compile(r"\.(\w+)|\[(\d+)\]")
ANY = "text"
INPUT = "$$.Execution.Input"
COMPUTED = re.compile(r"States\.(\w+)\((\$[\w.]*)(?:, (\$[\w.]*), false)?\)")


class Absent:
    """What a path leads to where there is nothing."""


ABSENT = Absent()


def at(document: Any, path: str) -> Any:
    """The value that a path such as `$.a.b` or `$[1].c` leads to, or ABSENT."""
    for name, index in PART.findall(path):
        try:
            document = document[name] if name else document[int(index)]
        except (KeyError, IndexError, TypeError):
            return ABSENT
    return document


def put(document: Any, path: str | None, value: Any) -> Any:
    """The document with a value at a path; as ResultPath has it: none keeps the document, `$` replaces it."""
    if path is None:
        return document
    names = [name for name, _ in PART.findall(path)]
    return _put(document, names, value)


def filled(template: Any, document: Any, given: Any = ANY) -> Any:
    """A template of parameters with what its paths lead to; what is computed is any text.

    `given` is the input of the execution.
    """
    if isinstance(template, Mapping):
        return {key.removesuffix(".$"): _value(key, value, document, given) for key, value in template.items()}
    return [filled(item, document, given) for item in template] if isinstance(template, list | tuple) else template


def _value(key: str, value: Any, document: Any, given: Any) -> Any:
    if not key.endswith(".$"):
        return filled(value, document, given)
    if value == INPUT:
        return given
    if found := COMPUTED.fullmatch(value):
        return _computed(found[1], *(at(document, path) for path in found.groups()[1:] if path))
    if value.startswith(("$$", "States.")):
        return ANY
    found = at(document, value)
    return ANY if found is ABSENT else found


def _computed(name: str, *values: Any) -> Any:
    """What a function gives; any text where it is not one of these, or is given something else."""
    try:
        return FUNCTIONS[name](*values)
    except (KeyError, TypeError, ValueError):
        return ANY


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "JsonToString": lambda value: json.dumps(value, sort_keys=True),
    "StringToJson": json.loads,
    "JsonMerge": lambda value, other: {**value, **other},
}


def _put(document: Any, names: list[str], value: Any) -> Any:
    if not names:
        return value
    known = document if isinstance(document, dict) else {}
    return {**known, names[0]: _put(known.get(names[0], {}), names[1:], value)}
