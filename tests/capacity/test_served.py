"""What counts as served, and where the aim is missed."""

from collections import Counter
from dataclasses import replace

import pytest

from capacity import aim, runs
from capacity.runs import Given, Row, served, warmed
from capacity.tally import ACCEPTED, DECIDED, FAILED, Tally

GOOD = Tally(
    offered=1000,
    answers=Counter({DECIDED: 100, ACCEPTED: 900}),
    later=Counter({DECIDED: 900}),
    times=[0.1] * 1000,
    decisions=[0.3] * 1000,
)
SLOW = [0.1] * 989 + [1.1] * 11


def row(load: float, **values: object) -> Row:
    return Row(load, replace(GOOD, **values), None)  # type: ignore[arg-type]


def test_as_good_as_all_decided_and_as_good_as_all_quick_is_served() -> None:
    assert row(50).is_served
    assert row(50, later=Counter({DECIDED: 899})).is_served
    assert row(50, times=[0.1] * 990 + [1.1] * 10).is_served


@pytest.mark.parametrize(
    "values", [{"later": Counter({DECIDED: 898})}, {"times": SLOW}, {"decisions": SLOW}, {"decisions": []}]
)
def test_anything_less_is_not(values: dict[str, object]) -> None:
    assert not row(50, **values).is_served


def test_served_is_the_highest_load_below_which_all_are_in_every_run() -> None:
    good, bad = [row(50), row(75), row(100)], [row(50), row(75, times=SLOW), row(100)]
    assert served(good) == 100
    assert served(bad) == served(good, bad) == 50
    assert served([row(50, times=SLOW), row(75)]) == 0


def test_the_aim_is_missed_by_one_who_is_not_answered_or_decided_or_waits_too_long() -> None:
    assert list(aim.missed([row(50), row(1000)])) == []
    unanswered = row(75, answers=Counter({DECIDED: 100, ACCEPTED: 899, FAILED: 1}), later=Counter({DECIDED: 899}))
    assert dict(aim.missed([row(50), unanswered])) == {"all are answered": [75], "all are decided": [75]}
    late = row(1000, decisions=SLOW)
    assert dict(aim.missed([late])) == {"99 % of the decisions come in time": [1000]}


@pytest.mark.parametrize(("load", "seconds"), [(75, 0.201), (100, 0.501)])
def test_an_answer_has_less_time_where_nothing_is_throttled(load: float, seconds: float) -> None:
    assert dict(aim.missed([row(load, times=[seconds] * 1000)])) == {"99 % of the answers come in time": [load]}
    assert list(aim.missed([row(load, times=[seconds - 0.002] * 1000)])) == []


def test_the_aim_of_calls_is_a_quicker_answer_and_that_every_payment_is_kept() -> None:
    assert list(aim.missed_in_calls([row(100), row(2000)])) == []
    assert dict(aim.missed_in_calls([row(100, letters=1), row(2000, left=1)])) == {"every payment is kept": [100, 2000]}
    slow = row(2000, times=[0.251] * 1000)
    assert dict(aim.missed_in_calls([slow])) == {"99 % of the answers come in time": [2000]}
    assert list(aim.missed_in_calls([row(2250, letters=1)])) == []


def test_beyond_the_loads_that_are_aimed_at_nothing_is_missed() -> None:
    assert list(aim.missed([row(1500, times=SLOW)])) == []


def test_a_warm_table_is_simulated_where_a_new_one_refused_something(given: Given) -> None:
    quick = replace(given, seconds=2)
    calm, crowded = runs.row(quick, 100), runs.row(quick, 1500)
    assert crowded.tally.refused > calm.tally.refused == 0
    same, other = warmed(quick, [calm, crowded])
    assert same is calm
    assert (other.load, other.tally.refused) == (1500, 0)
