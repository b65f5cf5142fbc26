"""A picture of the stack, from what was synthesized: its topmost constructs as boxes, references as lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gate.model import Finding
from gate.words import counts, worst_kind
from policies.core.resources import Resource
from policies.core.terraform_file import is_resource

WIDTH, HEIGHT = 190, 46
ACROSS, DOWN = 250, 72
MARGIN = 12


@dataclass(frozen=True)
class Box:
    """A construct: where it stands, what it is made of, and the outcomes of its findings."""

    name: str
    x: int
    y: int
    kinds: str
    counts: Mapping[str, int]

    @property
    def outcome(self) -> str:
        """The worst outcome in it."""
        return worst_kind(self.counts)


@dataclass(frozen=True)
class Picture:
    """Boxes in columns, each left of what it refers to, and the lines between them as (from, to)."""

    boxes: tuple[Box, ...]
    lines: tuple[tuple[Box, Box], ...]
    width: int
    height: int


def picture(resources: Sequence[Resource], findings: Iterable[Finding]) -> Picture:
    """The picture of these resources, coloured by these findings."""
    members: dict[str, list[Resource]] = {}
    for resource in resources:
        if resource.path and is_resource(resource.type):
            members.setdefault(_construct(resource.path), []).append(resource)
    by_construct: dict[str, list[Finding]] = {}
    for finding in findings:
        by_construct.setdefault(_construct(finding.place), []).append(finding)
    references = _references(members)
    column_of, columns = _columns(references), dict[int, list[str]]()
    for name in sorted(members):
        columns.setdefault(column_of[name], []).append(name)
    boxes = {
        name: _box(name, column, row, members[name], by_construct.get(name, ()))
        for column, names in columns.items()
        for row, name in enumerate(names)
    }
    lines = tuple((boxes[name], boxes[to]) for name in sorted(references) for to in sorted(references[name]))
    height = max(map(len, columns.values()), default=0) * DOWN
    return Picture(tuple(boxes.values()), lines, len(columns) * ACROSS, height + MARGIN)


def _construct(path: str) -> str:
    """The construct right below the stack: `workflow` of `fraud-detection/workflow/machine`."""
    return path.split("/")[1] if "/" in path else path


def _references(members: Mapping[str, Sequence[Resource]]) -> Mapping[str, set[str]]:
    """By construct: the other constructs that its resources refer to."""
    home = {(resource.type, resource.name): name for name, resources in members.items() for resource in resources}
    return {
        name: {home[to] for resource in resources for to in _referred(resource) if home.get(to, name) != name}
        for name, resources in members.items()
    }


def _referred(resource: Resource) -> Iterable[tuple[str, str]]:
    return ((type_, name) for type_, name, _ in resource.references)


def _columns(references: Mapping[str, set[str]]) -> Mapping[str, int]:
    """Each construct right of the rightmost that refers to it; a circle of references is not sorted out."""
    columns = dict.fromkeys(references, 0)
    for _ in references:
        for name, targets in references.items():
            for target in targets:
                columns[target] = min(max(columns[target], columns[name] + 1), len(references))
    numbers = {column: number for number, column in enumerate(sorted(set(columns.values())))}
    return {name: numbers[column] for name, column in columns.items()}


def _box(name: str, column: int, row: int, resources: Sequence[Resource], findings: Iterable[Finding]) -> Box:
    kinds = sorted({resource.type.removeprefix("aws_").replace("_", " ") for resource in resources})
    return Box(name, MARGIN + column * ACROSS, MARGIN + row * DOWN, ", ".join(kinds), counts(findings))
