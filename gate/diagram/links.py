"""All boxes of a stack, and what leads to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gate.diagram.arrows import Arrow, ancestors, arrows, parents
from gate.diagram.boxes import Box, Linking, boxes, groups, people
from gate.diagram.kinds import BOXES, MACHINE, kind_of, type_of
from gate.diagram.steps import Step, steps
from policies.core.resources import Resource
from policies.core.stack import Stack


@dataclass(frozen=True)
class Links:
    """The boxes by address, the one that each stands beside, all arrows between them, and the steps of workflows.

    `people` are those whom each topic reaches.
    """

    boxes: Mapping[str, Box]
    parent_of: Mapping[str, str]
    arrows: Sequence[Arrow]
    workflows: Mapping[str, Sequence[Step]]
    people: Mapping[str, Box]

    @classmethod
    def of(cls, stack: Stack, box_of: Mapping[str, Resource], link: Linking) -> Links:
        """The boxes and arrows of a stack, in which each resource belongs to this box."""
        between = arrows(stack, box_of)
        parent_of = parents(between)
        group_of = groups(box_of, parent_of)
        joined = (Arrow(group_of[arrow.source], group_of[arrow.target], arrow.failure) for arrow in between)
        return cls(
            boxes(stack, box_of, group_of, link),
            {group_of[child]: group_of[parent] for child, parent in parent_of.items()},
            tuple(dict.fromkeys(joined)),
            {machine.address: steps(machine) for machine in stack.of(MACHINE)},
            people(stack),
        )

    def roots(self) -> Sequence[str]:
        """What has arrows, or could have, and stands beside nothing; from left to right."""
        columns = {address: kind_of(type_of(address)).column for address in self.boxes}
        found = ((column, address) for address, column in columns.items() if column is not None)
        return [address for _, address in sorted(found) if address not in self.parent_of]

    def children(self, address: str) -> list[str]:
        """What stands beside a box, in the order of the table of types."""
        found = [child for child, parent in self.parent_of.items() if parent == address]
        return sorted(found, key=lambda child: list(BOXES).index(type_of(child)))

    def is_failure(self, source: str, target: str) -> bool:
        """Whether nothing leads from one to the other but what could not be delivered."""
        return Arrow(source, target, failure=False) not in self.arrows

    def words(self, address: str) -> Iterator[str]:
        """The arrows of a box that have no place in the tree; none to what stands further down anyway."""
        for arrow in self.arrows:
            if arrow.source == address and address not in ancestors(arrow.target, self.parent_of):
                yield f"{'failures ' if arrow.failure else ''}{self.named(arrow.target)}"

    def named(self, address: str) -> str:
        """An arrow to a box, in words."""
        return f"→ {', '.join(self.boxes[address].names)}"
