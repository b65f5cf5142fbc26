"""What stands around a place: its block, the other blocks of the file, and what the provider takes there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from attack.blocks import Written
from attack.places import Into, Steps
from gate.provider.schema import Argument, Block, schema


class Around(NamedTuple):
    """The block that is changed, and all blocks of its file by address."""

    block: Written
    file: Mapping[str, Written]

    def is_in_a_definition(self, steps: Steps) -> bool:
        """Whether a place is in the definition of a workflow, the largest documents of all, where fewer changes do."""
        return Into.DOCUMENT in steps and steps[0] == "definition"

    def schema_at(self, steps: Steps) -> Block | Argument | None:
        """What the provider takes at a place; None inside documents, maps and what Terraform itself takes."""
        found: Block | Argument | None = schema().types.get(self.block.type)
        for step in steps:
            if isinstance(step, Into):
                return None
            if isinstance(step, str):
                if not isinstance(found, Block):
                    return None
                nested = found.nested.get(step)
                found = nested.block if nested else found.arguments.get(step)
        return found

    def named(self, type_: str) -> list[str]:
        """The names of the blocks of a type."""
        return [block.name for block in self.file.values() if block.type == type_]
