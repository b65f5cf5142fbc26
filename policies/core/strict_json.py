"""JSON as the gate reads it: every key once, every number exact, nothing that can be changed afterwards.

`json` keeps the last of two equal keys and hides the first, while Terraform reads both. What is hidden cannot be
judged.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import NoReturn

from policies.core.exact_numbers import Inexact, exact

Json = str | int | float | bool | None | Mapping[str, "Json"] | tuple["Json", ...]

# More than any file of Terraform's or document of AWS's has. A bound of our own, since Python's depends on who asks.
DEEPEST = 100


class Frozen(dict[str, "Json"]):
    """A JSON object that nobody can change, and that can therefore stand in a set, as its arrays can."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("what is judged cannot be changed")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse


class NotJson(ValueError):
    """The text is not JSON of one meaning; the message says why, in one line."""


def loads(text: str) -> Json:
    """The frozen value of a JSON text: objects as read-only mappings, arrays as tuples."""
    try:
        read = json.loads(text, object_pairs_hook=_unique, parse_int=exact, parse_float=exact, parse_constant=_refuse)
        return _frozen(read, DEEPEST)
    except NotJson:
        raise
    except Inexact as error:
        raise NotJson(str(error)) from None
    except RecursionError:
        raise NotJson("nested too deeply") from None
    except ValueError as error:
        raise NotJson(f"not JSON: {error}") from None


def freeze(value: object) -> Json:
    """The same value, read-only."""
    return _frozen(value, sys.maxsize)


def _frozen(value: object, room: int) -> Json:
    """The value, in which lists and objects stand in each other no deeper than there is room for."""
    if isinstance(value, str):
        return _encodable(value)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, float):
        return exact(repr(value))
    if isinstance(value, list | tuple):
        below = _below(room)
        return tuple(_frozen(item, below) for item in value)
    if isinstance(value, Mapping):  # last, as it takes long to ask, and most values are texts
        below = _below(room)
        return Frozen({_encodable(str(key)): _frozen(item, below) for key, item in value.items()})
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def _below(room: int) -> int:
    if room == 0:
        raise NotJson("nested too deeply")
    return room - 1


def thaw(value: Json) -> object:
    """A copy of a frozen value that can be edited: dicts and lists."""
    if isinstance(value, Mapping):
        return {key: thaw(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [thaw(item) for item in value]
    return value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise NotJson(f"the key {key!r} stands twice in one object, and one of them hides the other")
        found[key] = value
    return found


def _refuse(constant: str) -> NoReturn:
    raise NotJson(f"{constant} is not a number in JSON")


def _encodable(text: str) -> str:
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise NotJson("a string holds half a character (a lone surrogate)") from None
    return text
