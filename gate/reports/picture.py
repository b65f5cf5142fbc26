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
    """A construct: where it stands, what it is made of, and how its findings are."""

    name: str
    x: int
    y: int
    kinds: str
    counts: Mapping[str, int]

    @property
    def outcome(self) -> str:
        """The worst that was found in it."""
        return worst_kind(self.counts)


@dataclass(frozen=True)
class Picture:
    """Boxes in columns, each left of what it refers to, and the lines between them as (from, to)."""

    boxes: tuple[Box, ...]
    lines: tuple[tuple[Box, Box], ...]
    width: int
    height: int


def picture(resources: Sequence[Resource], findings: Iterable[Finding]) -> Picture:
    """The picture of what these resources are, coloured by these findings."""
    members: dict[str, list[Resource]] = {}
    for each in resources:
        if each.path and is_resource(each.type):
            members.setdefault(_top(each.path), []).append(each)
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(_top(finding.place), []).append(finding)
    leads = _leads(members)
    column_of, columns = _columns(leads), dict[int, list[str]]()
    for name in sorted(members):
        columns.setdefault(column_of[name], []).append(name)
    boxes = {
        name: _box(name, column, row, members[name], found.get(name, ()))
        for column, names in columns.items()
        for row, name in enumerate(names)
    }
    lines = tuple((boxes[name], boxes[to]) for name in sorted(leads) for to in sorted(leads[name]))
    height = max(map(len, columns.values()), default=0) * DOWN
    return Picture(tuple(boxes.values()), lines, len(columns) * ACROSS, height + MARGIN)


def _top(path: str) -> str:
    """The construct right below the stack: `workflow` of `fraud-detection/workflow/machine`."""
    return path.split("/")[1] if "/" in path else path


def _leads(members: Mapping[str, Sequence[Resource]]) -> Mapping[str, set[str]]:
    home = {(each.type, each.name): name for name, resources in members.items() for each in resources}
    return {
        name: {home[to] for each in resources for to in _referred(each) if home.get(to, name) != name}
        for name, resources in members.items()
    }


def _referred(resource: Resource) -> Iterable[tuple[str, str]]:
    return ((type_, name) for type_, name, _ in resource.references)


def _columns(leads: Mapping[str, set[str]]) -> Mapping[str, int]:
    """Each one right of the rightmost that refers to it; what goes round in a circle is not sorted out."""
    found = dict.fromkeys(leads, 0)
    for _ in leads:
        for name, to in leads.items():
            for each in to:
                found[each] = min(max(found[each], found[name] + 1), len(leads))
    places = {column: at for at, column in enumerate(sorted(set(found.values())))}
    return {name: places[column] for name, column in found.items()}


def _box(name: str, column: int, row: int, resources: Sequence[Resource], found: Iterable[Finding]) -> Box:
    kinds = sorted({each.type.removeprefix("aws_").replace("_", " ") for each in resources})
    return Box(name, MARGIN + column * ACROSS, MARGIN + row * DOWN, ", ".join(kinds), counts(found))
