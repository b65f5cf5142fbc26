"""`Present("live")`: the attribute is there, and another policy says what it must be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from policies.core.examples import Edit, Values
from policies.core.kinds.requirement import Keys, patches
from policies.core.stack import Stack
from policies.core.strict_json import Json


@dataclass(frozen=True)
class Present:
    """Any value, of which `compliant` is one; for an attribute of a block that is judged elsewhere."""

    compliant: Any
    otherwise: str = ""

    given: ClassVar[Mapping[str, Values]] = {}

    def violations(self, attribute: str, value: Json, stack: Stack) -> Iterator[str]:
        if value is None:
            yield self.otherwise or f"{attribute} is not set"

    def edits(self, keys: Keys) -> Mapping[str, Edit]:
        return patches(keys, {"is missing": None})
