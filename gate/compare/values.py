"""What differs between two values, in words that never show two values alike that are not."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import Enum

from policies.core.strict_json import Json

LONGEST = 100
CONTEXT = 20


class Absent(Enum):
    """What stands for a value that is not there, since null is one."""

    ABSENT = "not set"


class Number(str):
    """A number as it is written: 1 and 1.0 are two."""

    __slots__ = ()


ABSENT = Absent.ABSENT
Value = Json | Absent


def written(value: Value) -> str:
    """The one text of a value: keys in order, every character beyond ASCII as an escape, `1` unlike `1.0`."""
    if isinstance(value, Absent):
        return value.value
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(key)}: {written(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(written, value)) + "]"
    is_number = isinstance(value, Number) or not (value is None or isinstance(value, str | bool))
    return str(value) if is_number else json.dumps(value)


def changes(old: Value, new: Value, path: str) -> Iterator[str]:
    """What differs below a path, a sentence each; nothing where the two are the same."""
    if written(old) == written(new) and isinstance(old, Absent) is isinstance(new, Absent):
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in sorted({*old, *new}):
            yield from changes(old.get(key, ABSENT), new.get(key, ABSENT), f"{path}.{json.dumps(key)[1:-1]}")
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _items(old, new, path)
    else:
        was, is_ = apart(written(old), written(new))
        yield f"{path} was {was}, and is {is_}"


def shown(text: str) -> str:
    """A text as it is, or its beginning with a digest of all of it."""
    digest = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]
    return text if len(text) <= LONGEST else f"{text[: LONGEST - CONTEXT]}... (sha256:{digest})"


def apart(old: str, new: str) -> tuple[str, str]:
    """Both texts, or of long ones the part that differs."""
    if max(len(old), len(new)) <= LONGEST:
        return old, new
    start = max(0, _common(old, new) - CONTEXT)
    rest = (old[start:], new[start:])
    same = _common(rest[0][::-1], rest[1][::-1])
    end = max(0, min(same, *(len(text) - CONTEXT for text in rest)) - CONTEXT)
    return _part(old, start, end), _part(new, start, end)


def _common(one: str, other: str) -> int:
    """How many characters the beginnings share."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _part(text: str, start: int, end: int) -> str:
    part = shown(text[start : len(text) - end])
    return f"{'...' if start else ''}{part}{'...' if end else ''}"


def _items(old: tuple[Json, ...], new: tuple[Json, ...], path: str) -> Iterator[str]:
    """The items that differ in place; where they moved, those that went and those that came."""
    before, after = Counter(map(written, old)), Counter(map(written, new))
    gone, came = before - after, after - before
    elsewhere = [at for at in range(min(len(old), len(new))) if written(old[at]) != written(new[at])]
    if len(old) == len(new) and len(elsewhere) == gone.total():
        for at in elsewhere:
            yield from changes(old[at], new[at], f"{path}[{at}]")
        return
    yield from (f"{path} lost {shown(item)}" for item in sorted(gone.elements()))
    yield from (f"{path} gained {shown(item)}" for item in sorted(came.elements()))
    if not gone and not came:
        yield f"{path} has the same items in another order"
