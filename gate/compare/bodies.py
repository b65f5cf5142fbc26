"""The body of each block as the file writes it, which a block no longer shows: what is null, JSON that is text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from gate.compare.values import Number
from policies.core import strict_json
from policies.core.resources import Resource
from policies.core.strict_json import Frozen, Json
from policies.core.terraform_file import LABELLED, SINGLE, TYPED


def as_written(data: bytes) -> Json:
    """The whole of a file that was read as a stack, each number by its digits; raises strict_json.NotJson."""
    try:
        return strict_json.freeze(json.loads(data, parse_int=Number, parse_float=Number, parse_constant=Number))
    except (ValueError, RecursionError) as error:
        raise strict_json.NotJson(f"not JSON: {error}") from None


def body(file: Json, block: Resource, number: int) -> Mapping[str, Json]:
    """The body of the block that is the `number`th of its address; empty where the file has it in no other way."""
    return next((found for at, found in enumerate(_bodies(file, block)) if at == number), Frozen())


def _bodies(file: Json, block: Resource) -> Iterator[Mapping[str, Json]]:
    keyword, _, type_ = block.type.rpartition(".")
    if not keyword and block.type in (*LABELLED, "provider"):
        found = _at(file, block.type, block.name)
    elif block.type in SINGLE:
        found = _at(file, block.type)
    else:
        found = _at(file, keyword if keyword in TYPED else "resource", type_, block.name)
    for item in found if isinstance(found, tuple) else (found,):
        if isinstance(item, Mapping):
            yield item


def _at(value: Json, *keys: str) -> Json:
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
