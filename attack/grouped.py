"""The score by type and by attribute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from attack.rows import Row
from attack.score import Score, attribute
from gate.provider.schema import schema

OTHERS = "other types"


def by_type(counted: Score) -> Mapping[str, Row]:
    """The rows by type; those of types of which a block is added, and that no stack holds, are one."""
    found: defaultdict[str, Row] = defaultdict(Row)
    held = schema().types
    for type_, row in counted.by_type.items():
        is_held = type_ in held or type_ in ("output", "provider", "terraform", "variable")
        found[type_ if is_held else OTHERS].add(row)
    return found


def by_attribute(counted: Score) -> Mapping[str, Row]:
    """The rows by attribute of the types that a stack holds: `aws_kms_key.policy`."""
    found: defaultdict[str, Row] = defaultdict(Row)
    for (type_, path), row in counted.by_path.items():
        if type_ in schema().types and path and ";" not in path:
            found[f"{type_}.{attribute(path)}"].add(row)
    return found
