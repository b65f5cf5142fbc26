"""What the judged file leaves to the provider and to AWS: their defaults, and what AWS makes itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gate.plan.forms import of_argument
from gate.provider.schema import Type
from gate.toml_file import toml

FILE = Path(__file__).with_name("left_to_aws.toml")
# By which Terraform and AWS know a resource, whatever its type.
ID = "id"


@dataclass(frozen=True)
class LeftToAws:
    """By the path of an attribute in the schema: the values that it may have though nobody writes it.

    A plan has `planned` from the first apply on, and `read` once they have been read back.
    """

    planned: Mapping[str, tuple[Any, ...]]
    read: Mapping[str, tuple[Any, ...]]
    made: frozenset[str]

    def may_be(self, path: str, type_: Type, value: Any) -> bool:
        """Whether an attribute that the judged file does not write may have this planned value."""
        if path in self.planned:
            return _is_one_of(value, self.planned[path], type_)
        if path in self.read:
            return value in (None, (), "") or _is_one_of(value, self.read[path], type_)
        return path in self.made or path.partition(".")[2] == ID or says_nothing(value)

    def may_stand(self, path: str, blocks: Any) -> bool:
        """Whether blocks may stand there that nobody writes: even one without a value says something by being there."""
        return _is_one_of(blocks, (*self.planned.get(path, ()), *self.read.get(path, ())), "blocks")


def _is_one_of(value: Any, values: tuple[Any, ...], type_: Type) -> bool:
    return any(of_argument(one, type_) == of_argument(value, type_) for one in values)


def says_nothing(value: Any) -> bool:
    """Whether a value says no more than its absence."""
    if isinstance(value, list | tuple):
        return all(map(says_nothing, value))
    if isinstance(value, Mapping):
        return all(map(says_nothing, value.values()))
    return value in (None, "", 0, False)


@cache
def left_to_aws() -> LeftToAws:
    """The reviewed table."""
    found = toml(FILE)
    made = frozenset(f"{type_}.{path}" for type_, paths in found["made"].items() for path in paths)
    return LeftToAws(_by_path(found["planned"]), _by_path(found["read"]), made)


def _by_path(table: Mapping[str, Mapping[str, list[Any]]]) -> Mapping[str, tuple[Any, ...]]:
    return {f"{type_}.{path}": tuple(values) for type_, paths in table.items() for path, values in paths.items()}
