"""The plots of the page, as coordinates: what each template of an SVG draws, and nothing of how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

# In units of the drawing, which is as wide as the page lets it be.
WIDTH, HEIGHT = 440, 250
LEFT, RIGHT, TOP, BOTTOM = 48, 430, 14, 206
TICKS = 4
MOST_POINTS = 160

Point = tuple[float, float]


@dataclass(frozen=True)
class Series:
    """One side's line, and the dot at which it stands, if there is one."""

    name: str
    path: str
    dot: Point | None = None


@dataclass(frozen=True)
class Plot:
    """A plot with its axes; a tick is a place and a text."""

    id: str
    title: str
    description: str
    across: str
    up: str
    series: Sequence[Series]
    across_ticks: Sequence[tuple[float, str]]
    up_ticks: Sequence[tuple[float, str]]


@dataclass(frozen=True)
class Axes:
    """Both axes begin at 0, and end at the largest value that is shown."""

    across: float
    up: float

    def place(self, point: Point) -> Point:
        """Return where a point is drawn."""
        x = LEFT + (RIGHT - LEFT) * min(point[0] / self.across, 1)
        y = BOTTOM - (BOTTOM - TOP) * min(point[1] / self.up, 1)
        return round(x, 1), round(y, 1)

    def path(self, points: Sequence[Point]) -> str:
        """Return the line through points, thinned out where they are many."""
        step = max(1, len(points) // MOST_POINTS)
        shown = [*points[:-1:step], *points[-1:]]
        places = [self.place(point) for point in shown]
        return "M" + " L".join(f"{x} {y}" for x, y in places) if places else ""

    def across_ticks(self, unit: str = "") -> list[tuple[float, str]]:
        """Return the places of round numbers below."""
        return [(self.place((number, 0))[0], f"{number:g}{unit}") for number in ticks(self.across)]

    def up_ticks(self, unit: str = "") -> list[tuple[float, str]]:
        """Return the places of round numbers beside."""
        return [(self.place((0, number))[1], f"{number:g}{unit}") for number in ticks(self.up)]


def axes(across: Sequence[float], up: Sequence[float]) -> Axes:
    """Return axes that show all of these values."""
    return Axes(max([*across, 0]) or 1.0, max([*up, 0]) or 1.0)


def ticks(most: float) -> list[float]:
    """Return some round numbers from 0 to at most `most`."""
    rough = most / TICKS
    power = 10.0 ** floor(log10(rough))
    step = next(times * power for times in (1, 2, 2.5, 5, 10) if times * power >= rough)
    return [round(step * number, 10) for number in range(int(most / step + 1e-9) + 1)]
