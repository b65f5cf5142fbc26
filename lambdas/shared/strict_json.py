"""JSON that a function goes by, whoever wrote it: it has one meaning, or none.

`json` keeps the last of two equal keys, which is not the one that a reviewer has read, takes numbers that JSON does not
know, and half characters, which nobody can store.
"""

import json
from typing import Any


def loads(text: str) -> Any:
    """Return the value of a text; ValueError for any other text says what is wrong, in one line."""
    try:
        value = json.loads(text, object_pairs_hook=_unique)
        # What cannot be written again was no JSON.
        json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("one key twice")
    return found
