"""Values of which a part is known only after apply, and how Terraform marks it: true wherever it is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gate.plan.forms import text
from gate.plan.known import Unknown


def mark_of(unknown: Any, name: str) -> Any:
    """The mark of an attribute below a mark."""
    return True if unknown is True else unknown.get(name) if isinstance(unknown, Mapping) else None


def is_unknown(value: Any) -> bool:
    """Whether any part of an evaluated value is unknown."""
    if isinstance(value, Mapping):
        return any(map(is_unknown, value.values()))
    return any(map(is_unknown, value)) if isinstance(value, list) else isinstance(value, Unknown)


def fits(written: Any, planned: Any, unknown: Any) -> bool:
    """Whether a value is the planned one wherever it is known, and unknown where that is."""
    if isinstance(written, Unknown) or unknown is True:
        return isinstance(written, Unknown) and unknown is True
    if isinstance(written, Mapping) and isinstance(planned, Mapping):
        names = {*written, *planned, *(unknown if isinstance(unknown, Mapping) else ())}
        return all(fits(written.get(name), planned.get(name), mark_of(unknown, name)) for name in names)
    if isinstance(written, list) and isinstance(planned, list | tuple):
        return _items_fit(written, planned, unknown)
    return text(written) == text(planned)


def _items_fit(written: list[Any], planned: Any, unknown: Any) -> bool:
    """Terraform sorts a set as it likes, and what is unknown in it stands anywhere: the known items are compared."""
    marks = [*(unknown if isinstance(unknown, list | tuple) else ()), *[False] * len(planned)]
    late = sum(mark is True for mark in marks)
    said = [item for item in written if not isinstance(item, Unknown)]
    if any(map(is_unknown, said)):
        # Which of the planned items it is cannot be told.
        return False
    known = sorted(map(text, said))
    there = sorted(text(item) for item, mark in zip(planned, marks, strict=False) if mark is not True)
    return late == len(written) - len(known) and known == there
