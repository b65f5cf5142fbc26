"""How old a letter is, in the words of all commands for operators."""

import time

import pytest

from commands.times import DAY, HOUR, MINUTE, ago
from redrive.report import now

NOW = 1_800_000_000_000


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (-DAY, "0 min"),
        (0, "0 min"),
        (MINUTE - 1, "0 min"),
        (MINUTE, "1 min"),
        (HOUR - 1, "59 min"),
        (HOUR, "1 h"),
        (DAY - 1, "23 h"),
        (DAY, "1 d"),
        (40 * DAY, "40 d"),
    ],
)
def test_an_age_is_said_in_the_largest_unit_that_is_whole(passed: int, words: str) -> None:
    assert ago(NOW - passed, NOW) == words


def test_now_is_in_milliseconds_since_the_epoch() -> None:
    assert now() == pytest.approx(time.time() * 1000, abs=MINUTE)
