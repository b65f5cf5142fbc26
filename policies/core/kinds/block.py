"""`Block(...)`: the attribute is one block, with these attributes in it and no others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policies.core.blocks import sole
from policies.core.examples import Edit, Values, nested
from policies.core.kinds.requirement import Keys, Requirement, all_given, patches
from policies.core.stack import Stack
from policies.core.strict_json import Json


@dataclass(frozen=True)
class Block:
    """One block, alone or in a list of one; `otherwise` is the sentence about what is no such block."""

    attributes: Mapping[str, Requirement]
    otherwise: str = ""

    @property
    def compliant(self) -> Any:
        values = {name: requirement.compliant for name, requirement in self.attributes.items()}
        return {name: value for name, value in values.items() if value is not None}

    @property
    def given(self) -> Mapping[str, Values]:
        return all_given(self.attributes.values())

    def violations(self, attribute: str, value: Json, stack: Stack) -> Iterator[str]:
        block = sole(value)
        if not block:
            yield self.otherwise or f"{attribute} is not one block"
        elif strange := sorted(block.keys() - self.attributes.keys()):
            yield f"{attribute} has what no policy judges: {', '.join(strange)}"
        for name, requirement in self.attributes.items() if block else ():
            yield from requirement.violations(f"{attribute}.{name}", block.get(name), stack)

    def edits(self, keys: Keys) -> Mapping[str, Edit]:
        inside = (requirement.edits((*keys, name)) for name, requirement in self.attributes.items())
        twice = [self.compliant, self.compliant]
        wrong: dict[str, Any] = {"is missing": None, "is there twice": twice, "is empty": [{}]}
        strange = {f"{'.'.join(keys)} has an unknown attribute": nested((*keys, "unknown"), True)}
        return {**patches(keys, wrong), **strange, **{name: edit for edits in inside for name, edit in edits.items()}}
