"""The diagram as the text of an SVG file, or of the part of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from string import ascii_uppercase

from jinja2 import Environment, Template

from gate.diagram import shapes
from gate.diagram.boxes import Box
from gate.diagram.layout import GAP, arranged, columns
from gate.diagram.shapes import PADDING, Area, Line, Rectangle, down, size
from gate.diagram.tree import Diagram, Node
from gate.templates import environment
from gate.words import printable

MARGIN = 8
# Above the frame, with the client; within it, above the first box; and above the foot.
OUTSIDE, HEADING, FOOTING = 60, 32, 42
FOOT_COLUMNS = 4
# Of a foot that has nothing above it.
WIDTH = 900


def svg(diagram: Diagram, prefix: str = "") -> str:
    """The text of the file: the client above the frame of AWS, in which the trees stand above the foot.

    As a part of a page, which brings the style, its ids begin with a `prefix`.
    """
    at = columns(diagram.trees, MARGIN + PADDING)
    frame_top = MARGIN + (OUTSIDE if diagram.client else 0)
    areas = arranged(diagram.trees, frame_top + HEADING, at)
    foot_top = max((area.bottom for area in areas), default=frame_top + GAP) + FOOTING
    foot = _foot(diagram.foot, MARGIN + PADDING, foot_top, at.right if areas else WIDTH)
    shown = [*_client(diagram, areas), *areas]
    rectangles = [*(rectangle for area in shown for rectangle in area.rectangles), *foot]
    right = max((rectangle.right for rectangle in rectangles), default=WIDTH) + PADDING
    bottom = max((rectangle.bottom for rectangle in rectangles), default=foot_top) + PADDING
    return _template().render(
        diagram=diagram,
        prefix=prefix,
        width=right + MARGIN,
        height=bottom + MARGIN,
        frame=Rectangle(Box("", "", ()), MARGIN, frame_top, right - MARGIN, bottom - frame_top),
        rectangles=rectangles,
        lines=[line for area in shown for line in area.lines],
        foot=foot,
        foot_heading=foot_top - GAP,
        letters=letters(sorted({key for box in diagram.foot for key in box.keys})),
        description=[*_sentences(diagram.trees), *(_label(box) for box in diagram.foot)],
        shapes=shapes,
    )


def style() -> str:
    """What a page with such pictures needs to style them."""
    return _environment().get_template("diagram.css").render()


def letters(keys: Sequence[str]) -> Mapping[str, str]:
    """The letter that stands for each key: its own first one, if no two keys begin with the same."""
    first = [key[:1].upper() for key in keys]
    if len(set(first)) == len(keys) and set(first) <= {*ascii_uppercase}:
        return dict(zip(keys, first, strict=True))
    return {key: ascii_uppercase[at] if at < len(ascii_uppercase) else str(at) for at, key in enumerate(keys)}


def _client(diagram: Diagram, areas: Sequence[Area]) -> Iterator[Area]:
    if diagram.client and areas:
        root = areas[0].root
        client = Rectangle(Box("", "people", ("Client",)), root.x, MARGIN, root.width, 36)
        yield Area((client,), (down(client, root),))


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
    return _environment().get_template("system.svg.j2")


@cache
def _environment() -> Environment:
    templates = environment("gate.diagram", ".")
    templates.filters.update(path=_path, printable=printable)
    return templates


def _path(line: Line) -> str:
    return "M" + " L".join(f"{x} {y}" for x, y in dict.fromkeys(line.points))
