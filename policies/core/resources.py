"""One resource of the synthesized file, as a policy sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from policies.core.caching import Once
from policies.core.expressions import references
from policies.core.strict_json import Frozen, Json

Leaf = str | int | float | bool | None


@dataclass(frozen=True)
class Resource(Once):
    """A block of the file: frozen, with JSON inside strings already decoded.

    `type` is Terraform's resource type (`aws_lambda_function`); for a block that is no resource it is the block's
    keyword (`provider`, `variable`, `output`, `terraform`, `module`, ...), and `data.<type>` for a data source.
    `path` is the construct path that CDKTF writes beside a resource, where there is one. `comment` is what stands
    under `//`, which Terraform passes over and people read; the file's own is that of the `terraform` block.
    """

    type: str
    name: str
    values: Mapping[str, Json]
    path: str | None = None
    comment: Json = None

    @cached_property
    def address(self) -> str:
        """Terraform's address: `aws_sqs_queue.review`."""
        return f"{self.type}.{self.name}"

    @cached_property
    def place(self) -> str:
        """Where an engineer looks: the construct path, else the address."""
        return self.path or self.address

    def get(self, *keys: str) -> Json:
        """The value below these keys, or None. A block written as a list of one is the block."""
        value: Json = self.values
        for key in keys:
            if isinstance(value, tuple) and len(value) == 1:
                value = value[0]
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def blocks(self, *keys: str) -> tuple[Mapping[str, Json], ...]:
        """The blocks below these keys, however they are nested in lists, as Terraform unpacks them all."""
        return tuple(_unpacked(self.get(*keys)))

    def strings(self) -> tuple[str, ...]:
        """Every string in the resource, keys included."""
        return self._strings

    @cached_property
    def references(self) -> tuple[tuple[str, str, str], ...]:
        """(type, name, attribute) of every plain reference in the resource, as often as it stands there."""
        return tuple(found for text in self.strings() for found in references(text))

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Everything in the resource that holds nothing else, the keys of objects included, in order."""
        return tuple(leaves_in(Frozen(self.values)))

    @cached_property
    def _strings(self) -> tuple[str, ...]:
        return tuple(leaf for leaf in self.leaves if isinstance(leaf, str))


def _unpacked(value: Json) -> Iterator[Mapping[str, Json]]:
    if isinstance(value, Mapping):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _unpacked(item)


def strings_in(value: Json) -> Iterator[str]:
    """Every string in a value, the keys of objects included."""
    return (leaf for leaf in leaves_in(value) if isinstance(leaf, str))


def leaves_in(value: Json) -> list[Leaf]:
    """Everything in a value that holds nothing else, the keys of objects included, in order."""
    found: list[Leaf] = []
    _gather(value, found)
    return found


def _gather(value: Json, found: list[Leaf]) -> None:
    # Most are texts; and `dict`, not `Mapping`, which takes three times as long to ask, for every leaf of the file.
    if isinstance(value, str):
        found.append(value)
    elif isinstance(value, dict):
        for key, item in value.items():
            found.append(key)
            _gather(item, found)
    elif isinstance(value, tuple):
        for item in value:
            _gather(item, found)
    else:
        found.append(cast("Leaf", value))
