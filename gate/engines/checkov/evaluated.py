"""Which attributes of a resource a check of Checkov's evaluated, as Checkov says, by their paths in the file.

Checkov puts each value in a list (`logging/[0]/mode`). What its graph evaluated may be an attribute of a resource that
this one is connected with, so of such a check only what this resource has is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from gate.attribute_paths import below, item
from gate.check_ids import GRAPH
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Json

# By the id of a check and an address or a place.
Evaluated = Mapping[tuple[str, str], tuple[str, ...]]
INDEX = re.compile(r"\[(\d{1,4})\]")
KEY = re.compile(r"[\w-]+")
# How Checkov's graph names the type of a resource.
NO_ATTRIBUTE = "resource_type"


def evaluated(records: Iterable[Any], stack: Stack) -> Evaluated:
    """What Checkov evaluated for each of its records on a resource, where it says so, by check and address."""
    return {
        (record.check_id, record.resource): attributes(record.check_id, keys, stack.by_address[record.resource])
        for record in records
        if (keys := record.check_result.get("evaluated_keys")) and record.resource in stack.by_address
    }


def attributes(check: str, keys: object, resource: Resource) -> tuple[str, ...]:
    """The paths of what is set; where nothing is, those of what a check that is not of the graph found not to be."""
    texts = [key for key in keys if isinstance(key, str)] if isinstance(keys, list) else []
    found = dict(_at(key, resource.values) for key in texts if key != NO_ATTRIBUTE)
    found.pop("", None)
    is_set = sorted(path for path, value in found.items() if value is not None)
    return tuple(is_set if is_set or check.startswith(GRAPH) else sorted(found))


def _at(key: str, values: Json) -> tuple[str, Json]:
    """The path of a key of Checkov's as far as it leads to one value, and what stands there."""
    path, value = "", values
    for step in key.split("/"):
        number, several = INDEX.fullmatch(step), value if isinstance(value, tuple) and len(value) != 1 else None
        if number and several is not None and int(number[1]) < len(several):
            path, value = f"{path}{step}", item(several, int(number[1]))
        elif several is None and KEY.fullmatch(step):
            path, value = f"{path}.{step}", below(value, step)
        elif several is not None or not number:
            break
    return path.removeprefix("."), value
