"""What the AWS provider takes: the arguments of each type in the stacks, and the names of all other types.

It is read from an extract of the provider's own schema, policies/schema.json, in which equal blocks stand once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from policies.core.rulebook import ROOT as POLICIES

EXTRACT = POLICIES / "schema.json"
# How Terraform writes the type of an argument: "string", ["set", "string"], ["object", {...}].
Type = str | list[Any]


@dataclass(frozen=True)
class Argument:
    """An argument that a person may write; what the provider alone computes is none."""

    type: Type
    required: bool


@dataclass(frozen=True)
class Block:
    """What may stand in a block: its arguments, and the blocks in it, each with how often it may stand there."""

    arguments: Mapping[str, Argument]
    nested: Mapping[str, Nested]


@dataclass(frozen=True)
class Nested:
    """A block in a block; `mode` is Terraform's: single, list, set."""

    mode: str
    required: bool
    schema: Schema
    key: str

    @property
    def block(self) -> Block:
        return self.schema.block(self.key)


class Schema:
    """The extract of one version of the provider."""

    def __init__(self, extract: Mapping[str, Any]) -> None:
        self._extract = extract
        self._made: dict[str, Block] = {}

    @property
    def version(self) -> str:
        return str(self._extract["version"])

    @cached_property
    def types(self) -> Mapping[str, Block]:
        """The block of each type that the stacks hold, or held when the extract was made."""
        return {name: self.block(name) for name in self._extract["blocks"] if "." not in name}

    @property
    def other_types(self) -> tuple[str, ...]:
        """Every other type of resource of the provider."""
        return tuple(self._extract["other_types"])

    @property
    def data_sources(self) -> tuple[str, ...]:
        return tuple(self._extract["data_sources"])

    def block(self, key: str) -> Block:
        if key not in self._made:
            written = self._extract["blocks"][key]
            arguments = {name: Argument(type_, bool(must)) for name, (type_, must) in written["arguments"].items()}
            nested = {
                name: Nested(mode, bool(must), self, key) for name, (mode, must, key) in written["nested"].items()
            }
            self._made[key] = Block(arguments, nested)
        return self._made[key]


@cache
def schema() -> Schema:
    """The committed extract."""
    return Schema(json.loads(EXTRACT.read_text(encoding="utf-8")))
