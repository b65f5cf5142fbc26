"""A block as Terraform reads it, whatever way it is written: two that read the same are one to everybody behind it.

Shown by Terraform's own rules and the provider's schema, and by nothing that a policy says: null is absent; "7" is 7
where a number is asked for; a block is a list of one; a set has no order; a document is what it says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from gate.provider.schema import Argument, Block, Nested, Type, schema

# What a block says of itself to people, and Terraform does not read.
COMMENT = "//"
# Of these, Terraform takes names in any order.
SETS = ("depends_on",)


def normal(type_: str, body: Any) -> Any:
    """What Terraform makes of the body of a block; two that are the same read the same."""
    block = schema().types.get(type_)
    if not isinstance(body, dict):
        return ["no block", body]
    return _block(body, block) if block else _bare(body)


def same(type_: str, one: Any, other: Any) -> bool:
    """Whether nothing can tell these two bodies apart."""
    return _text(normal(type_, one)) == _text(normal(type_, other))


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _bare(value: Any) -> Any:
    """Without a schema, only what is null among the keys of the block itself is known to be absent."""
    return {key: item for key, item in value.items() if item is not None and key != COMMENT}


def _block(body: Mapping[str, Any], block: Block) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in body.items():
        if value is None or key == COMMENT:
            continue
        if key in block.nested:
            if items := _blocks(value, block.nested[key]):
                found[key] = items
        elif key in block.arguments:
            found[key] = _argument(value, block.arguments[key])
        else:
            found[key] = sorted({_text(item) for item in value}) if _is_set(key, value) else value
    return found


def _is_set(key: str, value: Any) -> bool:
    return key in SETS and isinstance(value, list)


def _blocks(value: Any, nested: Nested) -> list[Any]:
    if isinstance(value, dict):
        return [_block(value, nested.block)]
    if not isinstance(value, list):
        return [["no block", value]]
    items = [item for each in value for item in _blocks(each, nested)]
    return sorted(items, key=_text) if nested.mode == "set" else items


def _argument(value: Any, argument: Argument) -> Any:
    return converted(value, argument.type)


def converted(value: Any, type_: Type) -> Any:
    """The value as the type that is asked for, where Terraform converts it; what it refuses stays as it is."""
    if isinstance(type_, list) and type_[0] in ("set", "list") and isinstance(value, list):
        items = [converted(item, type_[1]) for item in value]
        return sorted({_text(item) for item in items}) if type_[0] == "set" else items
    if isinstance(type_, list) and type_[0] == "map" and isinstance(value, dict):
        return {key: converted(item, type_[1]) for key, item in value.items() if item is not None}
    if type_ == "string":
        return _string(value)
    if type_ == "bool" and value in ("true", "false"):
        return value == "true"
    if type_ == "number" and isinstance(value, str):
        return _number(value)
    return value


def _string(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    return _said(value) if isinstance(value, str) else value


def _said(text: str) -> Any:
    """What a document says; a text that is none, and a document in which a key stands twice, is its text."""
    if text.lstrip()[:1] not in ("{", "["):
        return text
    try:
        return ["document", json.loads(text, object_pairs_hook=_once)]
    except ValueError:
        return text


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _number(text: str) -> Any:
    try:
        return int(text)
    except ValueError:
        return text
