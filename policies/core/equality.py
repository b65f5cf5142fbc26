"""Whether two JSON values are the same: to Python, True equals 1, and a list differs from the tuple that it became."""

from __future__ import annotations

from collections.abc import Mapping


def same(value: object, wanted: object) -> bool:
    """Whether the values are the same in JSON: numbers by what they count, true and false as themselves alone."""
    if value is None or isinstance(value, str):  # most values, and a mapping takes long to ask for
        return value == wanted
    if isinstance(value, Mapping) and isinstance(wanted, Mapping):
        return value.keys() == wanted.keys() and all(same(value[key], wanted[key]) for key in wanted)
    if isinstance(value, list | tuple) and isinstance(wanted, list | tuple):
        return len(value) == len(wanted) and all(map(same, value, wanted))
    return isinstance(value, bool) is isinstance(wanted, bool) and value == wanted
