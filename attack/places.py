"""Places in a block: down its keys and lists, and into the JSON documents that stand in its strings.

policy:Statement[0].Action[1]       as a person reads it; a colon leads into a document
policy:Statement[].Action[]         the same wherever it stands in its list
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import Enum
from typing import Any, NamedTuple

from gate.provider.normal import COMMENT


class Into(Enum):
    """The step from a string into the document that it holds."""

    DOCUMENT = ":"


class Gone(Enum):
    """What stands where something was removed."""

    GONE = "gone"


Step = str | int | Into
Steps = tuple[Step, ...]


class Place(NamedTuple):
    """Where something stands in a block, and what."""

    steps: Steps
    value: Any


def places(value: Any, steps: Steps = ()) -> Iterator[Place]:
    """Every place below a value, and the value's own."""
    yield Place(steps, value)
    if isinstance(value, dict):
        for key, item in value.items():
            if key != COMMENT:
                yield from places(item, (*steps, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from places(item, (*steps, number))
    elif isinstance(value, str) and Into.DOCUMENT not in steps:
        document = document_in(value)
        if document is not None:
            yield from places(document, (*steps, Into.DOCUMENT))


def document_in(text: str) -> Any:
    """The object or list that a string holds as JSON, or None."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def put(value: Any, steps: Steps, new: Any) -> Any:
    """A copy of a value with something else at a place; raises LookupError or TypeError where there is none."""
    if not steps:
        return new
    step, rest = steps[0], steps[1:]
    if isinstance(step, Into):
        document = put(document_in(value) if isinstance(value, str) else None, rest, new)
        return document if document is Gone.GONE else json.dumps(document, separators=(",", ":"), ensure_ascii=False)
    if not isinstance(value, dict | list):
        raise TypeError(f"nothing stands below {value!r}")
    copy: Any = value.copy()
    if new is Gone.GONE and not rest:
        del copy[step]
    elif rest or isinstance(step, int) or step in copy:
        copy[step] = put(copy[step], rest, new)
    else:
        copy[step] = new
    return copy


def words(steps: Steps, *, general: bool = False) -> str:
    """The place as a person reads it; `general` leaves out where in a list."""
    said = ""
    for step in steps:
        if isinstance(step, Into):
            said += step.value
        elif isinstance(step, int):
            said += "[]" if general else f"[{step}]"
        else:
            said += step if not said or said.endswith(Into.DOCUMENT.value) else f".{step}"
    return said
