"""Words for edits: a value as compact JSON, keys as a path, changes as a phrase."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def json_of(value: object) -> str:
    """A value as JSON on one line."""
    return json.dumps(value, default=dict, ensure_ascii=False)


def path_of(keys: Iterable[str | int]) -> str:
    """Keys as a path: `rule[0].action`; -1 is the last item of a list."""
    steps = (f".{key}" if isinstance(key, str) else f"[{'last' if key == -1 else key}]" for key in keys)
    return "".join(steps).removeprefix(".")


def phrase(changes: Iterable[tuple[str, object]]) -> str:
    """What these changes do; None removes: `sets period to 60 and removes dimensions`."""
    return " and ".join(
        f"removes {where}" if value is None else f"sets {where} to {json_of(value)}" for where, value in changes
    )


def changes_of(patch: Mapping[str, Any], *above: str) -> Iterator[tuple[str, object]]:
    """(path, value) of whatever a merge patch changes."""
    for key, value in patch.items():
        if isinstance(value, Mapping) and value:
            yield from changes_of(value, *above, key)
        else:
            yield path_of((*above, key)), value


def whose(values: Mapping[str, object]) -> str:
    """What singles out the resources that have these values: ` whose protocol is "sms"`; nothing if there are none."""
    return " and".join(f" whose {key} is {json_of(value)}" for key, value in values.items())
