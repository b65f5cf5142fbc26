"""How far apart two countries are at least, as people travel between their towns."""

from functools import cache
from json import loads
from math import acos, cos, radians, sin
from pathlib import Path

EARTH_KILOMETERS = 6371.0


@cache
def gap(one: str, other: str) -> float:
    """Return the kilometers that lie between two countries (ISO 3166 codes) at least; 0.0 where they may meet.

    Each country is a circle around 98 % of those who live in its towns. Neighbors are no distance apart, nor is a
    country that has no such town, since nothing is known of it.
    """
    circles, borders = known()
    if one == other or one not in circles or other not in circles or min(one, other) + max(one, other) in borders:
        return 0.0
    latitude, longitude, radius = circles[one]
    other_latitude, other_longitude, other_radius = circles[other]
    return max(0.0, _distance(latitude, longitude, other_latitude, other_longitude) - radius - other_radius)


def _distance(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the great-circle distance in kilometers of two places given in degrees."""
    north, other_north, east = radians(latitude), radians(other_latitude), radians(other_longitude - longitude)
    cosine = sin(north) * sin(other_north) + cos(north) * cos(other_north) * cos(east)
    return EARTH_KILOMETERS * acos(max(-1.0, min(1.0, cosine)))


@cache
def known() -> tuple[dict[str, list[float]], frozenset[str]]:
    """Read circles, each written `AD42.5 1.5 25` (latitude, longitude, kilometers), and borders: two codes each."""
    written = loads(Path(__file__).with_name("countries.json").read_text(encoding="utf-8"))
    circles = [circle for line in written["circles"] for circle in line.split(",")]
    borders = frozenset(border for line in written["borders"] for border in line.split())
    return {circle[:2]: [float(number) for number in circle[2:].split()] for circle in circles}, borders
