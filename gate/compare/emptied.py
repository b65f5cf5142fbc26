"""A parameter that Terraform would empty: it changes, but not the version under which its value was written; pure.

Provider 5.100.0 sends a write-only value only when it creates a parameter or its version changes. Any other update in
place sends an empty one.
"""

from __future__ import annotations

from collections.abc import Iterator

from gate.compare.difference import Difference, Direction
from gate.compare.pairing import Pairs
from gate.compare.values import ABSENT, written
from policies.core.resources import Resource

PARAMETER = "aws_ssm_parameter"
VERSION = "value_wo_version"
# A new name is a new parameter; the others Terraform keeps to itself, or sends by a call that leaves the value alone.
HARMLESS = frozenset({"name", "tags", "tags_all", "lifecycle", "depends_on", "provider", "//"})


def emptied(paired: Pairs) -> Iterator[Difference]:
    """Parameters of the same address and name that differ in what an update sends, and not in their version."""
    for old, new, _ in paired.pairs:
        if not (old and new and new.type == PARAMETER and old.address == new.address):
            continue
        differ = sorted(name for name in {*old.values, *new.values} - HARMLESS if not _same(old, new, name))
        if differ and _same(old, new, "name") and VERSION not in differ:
            what = f"{', '.join(differ)} changes without a new {VERSION}, so Terraform would write an empty value"
            yield Difference(Direction.WEAKER, new.place, f"{what}; raise parameter_version in stacks/settings.py")


def _same(old: Resource, new: Resource, name: str) -> bool:
    return written(old.values.get(name, ABSENT)) == written(new.values.get(name, ABSENT))
