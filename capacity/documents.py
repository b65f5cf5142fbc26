"""What a state does to the workflow's data: paths, parameters and results, as far as a choice may read them later.

Intrinsic functions, and the context but for the input, give a text that stands for any: nothing is computed that no
choice depends on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

PART = re.compile(r"\.(\w+)|\[(\d+)\]")
ANY = "text"
INPUT = "$$.Execution.Input"


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
    if value.startswith(("$$", "States.")):
        return ANY
    found = at(document, value)
    return ANY if found is ABSENT else found


def _put(document: Any, names: list[str], value: Any) -> Any:
    if not names:
        return value
    known = document if isinstance(document, dict) else {}
    return {**known, names[0]: _put(known.get(names[0], {}), names[1:], value)}
