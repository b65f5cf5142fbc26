"""Where each box and arrow stands: children right of what leads to them. Subtrees share no rows, so no arrows cross."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gate.diagram.shapes import PADDING, Area, Rectangle, across, down, joined, past, size
from gate.diagram.tree import Node

GAP, GUTTER = 12, 38
# Between a box and the one below it, to which an arrow leads.
BELOW = 26
# Beside the steps of a workflow: the lane next to them, as far away as an arrow's head is long, and further ones.
FIRST_LANE, LANE = 15, 8


@dataclass(frozen=True)
class Columns:
    """The left edge and the width of each column."""

    left: Mapping[int, int]
    width: Mapping[int, int]

    @property
    def right(self) -> int:
        """The right edge of the last."""
        return max(self.left[column] + self.width[column] for column in self.left)


def columns(trees: Iterable[Node], start: int) -> Columns:
    """The columns from left to right, each as wide as its widest box."""
    width: dict[int, int] = {}
    for node, around in _nodes(trees):
        width[node.column] = max(width.get(node.column, 0), size(node.box)[0] + around)
    left: dict[int, int] = {}
    for column in sorted(width):
        left[column], start = start, start + width[column] + GUTTER
    return Columns(left, width)


def _nodes(trees: Iterable[Node], around: int = 0) -> Iterator[tuple[Node, int]]:
    for node in trees:
        yield node, around
        yield from _nodes(node.children, 2 * PADDING + _room(node) if node.panel else 0)


def _room(panel: Node) -> int:
    """The width of the lanes left of the steps, beyond what is free there anyway."""
    last = max((lane for step in panel.children for _, lane in step.past), default=None)
    return 0 if last is None else FIRST_LANE + last * LANE


def arranged(trees: Sequence[Node], top: int, at: Columns) -> list[Area]:
    """The trees below each other, from `top` down."""
    areas: list[Area] = []
    for tree in trees:
        areas.append(_area(tree, top, top, at))
        top = areas[-1].bottom + GAP
    return areas


def _area(node: Node, top: int, free: int, at: Columns) -> Area:
    """The tree from `top` down. What stands right of its root may start higher, at `free`."""
    if node.panel:
        return _panel(node, top, at)
    width, height = at.width[node.column], size(node.box)[1]
    right = [child for child in node.children if child.column > node.column]
    areas, middle = _right(right, top + height // 2, free, at)
    root = Rectangle(node.box, at.left[node.column], middle - height // 2, width, height)
    lines = [
        across(root, area.root, area.root.x - GUTTER // 2, failure=child.failure)
        for child, area in zip(right, areas, strict=True)
    ]
    for child in node.children:
        if child.column == node.column:
            end = max((area.bottom for area in areas), default=0)
            areas.append(_area(child, max(root.bottom, end) + BELOW, max(free, end + GAP), at))
            lines.append(down(root, areas[-1].root, failure=child.failure))
    return joined(root, areas, lines)


def _right(nodes: Sequence[Node], middle: int, top: int, at: Columns) -> tuple[list[Area], int]:
    """The trees right of a box, and the box's middle: between its first and its last child, but not above `middle`."""
    areas = arranged(nodes, top, at)
    if not areas:
        return areas, middle
    between = (areas[0].root.nearest(middle) + areas[-1].root.nearest(middle)) // 2
    return (areas, between) if between >= middle else (arranged(nodes, top + middle - between, at), middle)


def _panel(node: Node, top: int, at: Columns) -> Area:
    left, width = at.left[node.column], at.width[node.column]
    room = _room(node)
    inside = Columns(
        {**at.left, node.column: left + PADDING + room}, {**at.width, node.column: width - 2 * PADDING - room}
    )
    areas = arranged(node.children, top + size(node.box)[1], inside)
    lines = [
        down(before.root, area.root)
        for before, area, step in zip(areas, areas[1:], node.children[1:], strict=False)
        if step.follows
    ]
    for step, area in zip(node.children, areas, strict=True):
        lines += [past(areas[number].root, area.root, FIRST_LANE + lane * LANE) for number, lane in step.past]
    bottom = max((area.root.bottom for area in areas), default=top) + PADDING
    return joined(Rectangle(node.box, left, top, width, bottom - top, panel=True), areas, lines)
