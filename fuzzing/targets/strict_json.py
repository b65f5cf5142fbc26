"""JSON as the gate reads it (policies/core/strict_json.py): what it accepts is what a second reading finds."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fuzzing import plain_json, sameness
from fuzzing.oracle import deeply, refused, require
from policies.core.strict_json import Json, NotJson, loads, thaw


def run(data: bytes) -> None:
    """Reads the text; whatever is no UTF-8 never comes here."""
    text = data.decode("utf-8", "replace")
    try:
        value = loads(text)
    except NotJson as error:
        refused(error)
    else:
        with deeply():
            accepted(text, value)


def accepted(text: str, value: Json) -> None:
    """Raises Defect unless the value is what the text says, and stays so when it is written and read again."""
    plain = plain_json.one_meaning(text)
    require(sameness.same(value, plain), "reads another value than the text says")
    hash(value)
    again = loads(json.dumps(thaw(value)))
    require(again == value, "reads another value once it is written again")


def seeds() -> Iterator[bytes]:
    """Objects, lists and each kind of number and text."""
    yield b'{"a": [1, 2.5, -0, 1e3, true, null], "b": {"c": "\\u00e9\\n", "d": ""}}'
    yield b'[{"key": "one"}, {"key": "two"}, [], {}, "text", 0.1]'
    yield b'"text"'
    yield b"12345678901234567890"
