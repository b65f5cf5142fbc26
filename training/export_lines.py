"""An export of a DynamoDB table, `{"Item": {...}}` or the item itself on each line, read item by item."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

LONGEST_LINE = 400_000
Read = TypeVar("Read")


def read(file: Path, of: Callable[[Mapping[str, Any]], Read | None], *, remedy: str) -> Iterator[Read]:
    """Yield what `of` makes of each item, but for None; ValueError names file, line, reason and remedy."""
    place = 0
    with file.open(encoding="utf-8", errors="strict") as lines:
        try:
            while line := lines.readline(LONGEST_LINE):
                place += 1
                if line.strip() and (made := of(_item(line))) is not None:
                    yield made
        except UnicodeDecodeError:
            raise ValueError(f"{file}: after line {place}: no text in UTF-8; {remedy}") from None
        except ValueError as failure:
            raise ValueError(f"{file}: line {place}: {failure}; {remedy}") from None


def _item(line: str) -> Mapping[str, Any]:
    try:
        found = json.loads(line)
        item = found.get("Item", found)
    except (ValueError, AttributeError, RecursionError):
        item = None
    if not isinstance(item, Mapping):
        raise ValueError("no JSON object of one row")
    return item
