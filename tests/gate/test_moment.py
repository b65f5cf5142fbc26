"""The time of a run is the one that was given, or now to the second."""

import re

import pytest

from gate.moment import NoMoment, day, given, now, whole


def test_now_is_written_to_the_second_in_utc() -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", now())


def test_the_environment_gives_a_time_in_seconds_since_1970() -> None:
    assert given({"SOURCE_DATE_EPOCH": "1764090245"}) == "2025-11-25T17:04:05Z"
    assert given({}) is given({"SOURCE_DATE_EPOCH": ""}) is None


@pytest.mark.parametrize("value", ["yesterday", "-1", "1.5", "1e9", " 1", "٣", "9" * 20, "9" * 5_000], ids=range(8))
def test_what_is_no_number_of_seconds_is_refused_in_one_line(value: str) -> None:
    with pytest.raises(NoMoment, match=r"^SOURCE_DATE_EPOCH: .*; unset SOURCE_DATE_EPOCH$"):
        given({"SOURCE_DATE_EPOCH": value})


def test_a_day_is_its_first_second() -> None:
    assert whole("2026-11-25") == "2026-11-25T00:00:00Z"
    assert whole("2026-11-25T17:04:05Z") == "2026-11-25T17:04:05Z"
    assert day("2026-11-25T17:04:05Z") == day("2026-11-25")
