"""The diagram as the text of an SVG file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from gate.diagram import shapes
from gate.diagram.boxes import Box
from gate.diagram.layout import GAP, arranged, columns
from gate.diagram.shapes import PADDING, Area, Line, Rectangle, down, size
from gate.diagram.tree import Diagram, Node

MARGIN = 8
# Above the frame, with the client; within it, above the first box; and above the foot.
OUTSIDE, HEADING, FOOTING = 60, 32, 42
FOOT_COLUMNS = 4


def svg(diagram: Diagram) -> str:
    """The text of the file: the client above the frame of AWS, in which the trees stand above the foot."""
    at = columns(diagram.trees, MARGIN + PADDING)
    frame_top = MARGIN + (OUTSIDE if diagram.client else 0)
    areas = arranged(diagram.trees, frame_top + HEADING, at)
    foot_top = max(area.bottom for area in areas) + FOOTING
    foot = _foot(diagram.foot, MARGIN + PADDING, foot_top, at.right)
    right = max(at.right, *(rectangle.right for rectangle in foot)) + PADDING
    bottom = max(rectangle.bottom for rectangle in foot) + PADDING
    client = Rectangle(Box("", "client", ("Client",)), MARGIN + PADDING, MARGIN, areas[0].root.width, 36)
    entry = Area((client,), (down(client, areas[0].root),))
    shown = [entry, *areas] if diagram.client else areas
    return _template().render(
        width=right + MARGIN,
        height=bottom + MARGIN,
        frame=Rectangle(Box("", "", (diagram.region,)), MARGIN, frame_top, right - MARGIN, bottom - frame_top),
        rectangles=[*(rectangle for area in shown for rectangle in area.rectangles), *foot],
        lines=[line for area in shown for line in area.lines],
        foot=foot,
        foot_heading=foot_top - GAP,
        keys=sorted({key for box in diagram.foot for key in box.keys}),
        description=[*_sentences(diagram.trees), *(_label(box) for box in diagram.foot)],
        shapes=shapes,
    )


def _foot(boxes: Sequence[Box], left: int, top: int, right: int) -> list[Rectangle]:
    share = (right - left - (FOOT_COLUMNS - 1) * GAP) // FOOT_COLUMNS
    width = max([share, *(size(box)[0] for box in boxes)])
    rectangles: list[Rectangle] = []
    for start in range(0, len(boxes), FOOT_COLUMNS):
        row = boxes[start : start + FOOT_COLUMNS]
        height = max(size(box)[1] for box in row)
        rectangles += [Rectangle(box, left + at * (width + GAP), top, width, height) for at, box in enumerate(row)]
        top += height + GAP
    return rectangles


def _sentences(trees: Sequence[Node]) -> Iterator[str]:
    for node in trees:
        children = "; ".join(_label(child.box) for child in node.children)
        yield f"{_label(node.box)}{f' leads to {children}' if children else ''}"
        yield from _sentences(node.children)


def _label(box: Box) -> str:
    return " ".join(filter(None, (box.service, ", ".join(box.names))))


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("gate.diagram", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["path"] = _path
    return environment.get_template("system.svg.j2")


def _path(line: Line) -> str:
    return "M" + " L".join(f"{x} {y}" for x, y in dict.fromkeys(line.points))
