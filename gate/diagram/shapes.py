"""The shapes that a drawing is made of, in pixels; what is below has the greater y."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gate.diagram.boxes import Box

PADDING = 11
# The heights of a line of text, and the width of a letter: wide enough for the widest of the usual fonts.
SERVICE, NAME, DETAIL = 17, 20, 16
LETTER, SMALL_LETTER = 8.4, 6.5
# Half of what is between an arrow that comes and one that goes at the same side of a step.
APART = 7


@dataclass(frozen=True)
class Rectangle:
    """A box in its place; the steps of a `panel` are in it."""

    box: Box
    x: int
    y: int
    width: int
    height: int
    panel: bool = False

    @property
    def middle(self) -> int:
        return self.y + self.height // 2

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    def nearest(self, height: int) -> int:
        """Where an arrow from the left arrives: at its own height if that meets a panel, else in the middle."""
        return min(max(height, self.y + PADDING), self.bottom - PADDING) if self.panel else self.middle


@dataclass(frozen=True)
class Line:
    """An arrow through these points."""

    points: tuple[tuple[int, int], ...]
    failure: bool = False


@dataclass(frozen=True)
class Area:
    """A tree in its place; its first rectangle is its root."""

    rectangles: tuple[Rectangle, ...]
    lines: tuple[Line, ...]

    @property
    def root(self) -> Rectangle:
        return self.rectangles[0]

    @property
    def bottom(self) -> int:
        return max(rectangle.bottom for rectangle in self.rectangles)


def joined(root: Rectangle, areas: Iterable[Area], lines: Iterable[Line]) -> Area:
    """The area of a root and of what it leads to."""
    below = tuple(areas)
    return Area(
        (root, *(rectangle for area in below for rectangle in area.rectangles)),
        (*lines, *(line for area in below for line in area.lines)),
    )


def size(box: Box) -> tuple[int, int]:
    """The width and the height that the text of a box needs."""
    said = (*box.lines, box.link.words) if box.link else box.lines
    height = len(box.names) * NAME + len(said) * DETAIL + (SERVICE if box.service else 0)
    small = [len(text) * SMALL_LETTER for text in (box.service + "    " * len(box.keys), *said)]
    widest = max(*small, *(len(name) * LETTER for name in box.names))
    return round(widest) + 2 * PADDING + 4, height + 2 * PADDING - 4


def down(above: Rectangle, below: Rectangle, *, failure: bool = False) -> Line:
    """From a rectangle to the one below it."""
    middle = above.x + above.width // 2
    return Line(((middle, above.bottom), (middle, below.y)), failure)


def past(above: Rectangle, below: Rectangle, away: int) -> Line:
    """From a rectangle to one further down, so far to the left of what stands between them."""
    lane, start, end = above.x - away, above.middle + APART, below.middle - APART
    return Line(((above.x, start), (lane, start), (lane, end), (below.x, end)))


def across(left: Rectangle, right: Rectangle, turn: int, *, failure: bool = False) -> Line:
    """From a rectangle to one further right, up or down at `turn`."""
    end = right.nearest(left.middle)
    return Line(((left.right, left.middle), (turn, left.middle), (turn, end), (right.x, end)), failure)
