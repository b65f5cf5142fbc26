"""Countries are apart by what lies between their towns, and neighbors are not apart at all."""

from itertools import combinations

import pytest

from lambdas.fraud_analyzer import countries
from lambdas.fraud_analyzer.countries import gap


@pytest.mark.parametrize(
    ("one", "other"),
    [pair.split() for pair in ("FR CH", "AT DE", "US MX", "US CA", "IN CN", "RU PL", "SG MY", "BR CO")],
)
def test_neighbors_are_not_apart(one: str, other: str) -> None:
    assert gap(one, other) == gap(other, one) == 0


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [("US", "BR", 2500, 5500), ("BR", "TH", 12_000, 17_000), ("GB", "US", 3500, 6000), ("AU", "NZ", 1000, 2500)],
)
def test_others_are_apart_by_less_than_their_capitals(one: str, other: str, least: int, most: int) -> None:
    assert least < gap(one, other) < most


def test_of_a_country_without_a_town_nothing_is_known() -> None:
    assert gap("AQ", "US") == 0
    assert gap("", "US") == 0


def test_every_circle_is_on_earth_and_every_border_is_of_two_known_countries_that_circles_keep_apart() -> None:
    circles, borders = countries.known()
    assert len(circles) > 200
    for latitude, longitude, radius in circles.values():
        assert -90 <= latitude <= 90
        assert -180 <= longitude <= 180
        assert 0 < radius < 5000
    assert borders <= {one + other for one, other in combinations(sorted(circles), 2)}


@pytest.mark.parametrize(
    ("one", "other", "kilometers"),
    [("US", "BR", 3628.966), ("GB", "US", 4102.436), ("AU", "NZ", 1292.902), ("BR", "TH", 14_138.473)],
)
def test_the_distance_is_that_of_a_great_circle_on_earth(one: str, other: str, kilometers: float) -> None:
    assert gap(one, other) == pytest.approx(kilometers, abs=0.01)
    assert gap(other, one) == pytest.approx(kilometers, abs=0.01)


def test_where_rounding_leaves_the_sphere_a_place_and_its_antipode_are_none_and_half_of_earth_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # By floats the cosine of each of these angles is a little beyond 1 or -1.
    circles = {"QM": [8.0, 0.0, 0.0], "QN": [8.0, 0.0, 0.0], "QO": [-8.0, 180.0, 0.0]}
    monkeypatch.setattr(countries, "known", lambda: (circles, frozenset()))
    assert gap.__wrapped__("QM", "QN") == 0
    assert gap.__wrapped__("QM", "QO") == pytest.approx(20_015.087, abs=0.01)
