"""`ByStack({SYSTEM: Exactly("a"), ACCOUNT: Exactly("b")})`: what the attribute must be depends on the stack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policies.core.examples import Edit, Values
from policies.core.kinds.requirement import Keys, Requirement
from policies.core.stack import Stack
from policies.core.strict_json import Json


@dataclass(frozen=True)
class ByStack:
    """A requirement for each stack that is judged, by its name; the example is of the first."""

    by_name: Mapping[str, Requirement]

    @property
    def compliant(self) -> Any:
        return self._first.compliant

    @property
    def given(self) -> Mapping[str, Values]:
        return self._first.given

    def violations(self, attribute: str, value: Json, stack: Stack) -> Iterator[str]:
        if stack.name in self.by_name:
            yield from self.by_name[stack.name].violations(attribute, value, stack)
        else:
            yield f"{attribute} has no known value in the stack {stack.name}"

    def edits(self, keys: Keys) -> Mapping[str, Edit]:
        return self._first.edits(keys)

    @property
    def _first(self) -> Requirement:
        return next(iter(self.by_name.values()))
