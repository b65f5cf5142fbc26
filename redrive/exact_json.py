"""A letter's text as JSON of one meaning, which can be sent on as it was: AWS refuses, or changes, anything else."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, NoReturn

# Far more than any letter of this system has.
DEEPEST = 20


def loads(text: str) -> Any:
    """The value of the text; raises ValueError where it is not JSON, or not the same when it is written again."""
    try:
        value = json.loads(
            text, object_pairs_hook=_unique, parse_int=_whole, parse_float=_float, parse_constant=_refuse
        )
        _measure(value)
    except (ArithmeticError, RecursionError) as error:
        raise ValueError(str(error)) from None
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _whole(text: str) -> int:
    value = int(text)
    if int(float(value)) != value:
        raise ValueError("a whole number is too large for a double-precision number")
    return value


def _float(text: str) -> float:
    value = float(text)
    if Decimal(repr(value)) != Decimal(text):
        raise ValueError("a number is no double-precision number")
    return value


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number of JSON")


def _measure(value: Any, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        value.encode()  # half a character cannot be sent
    elif isinstance(value, dict | list):
        for item in (*value, *value.values()) if isinstance(value, dict) else value:
            _measure(item, depth + 1)
