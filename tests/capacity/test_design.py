"""A design with a queue: what it decides follows from its pollers, and never passes for the system."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from capacity import good_way
from capacity.assumptions import ASSUMED
from capacity.design import LOOK, NAMED, OWN, Design
from capacity.design_cells import named, trial
from capacity.design_runs import TRIED, WARM, Outcome, outcome, tried
from capacity.document import PAGE
from capacity.runs import Given, assuming

ROOT = Path(__file__).resolve().parents[2]
GOOD = Design(NAMED, batch=10, pollers=10)


@pytest.fixture(scope="module")
def warm(given: Given) -> Given:
    return assuming(replace(given, seconds=10), "table", WARM)


@pytest.mark.parametrize("drained_by", [NAMED, OWN])
def test_what_is_throttled_is_accepted_and_decided_soon(warm: Given, drained_by: str) -> None:
    found = outcome(warm, replace(GOOD, drained_by=drained_by), 500)
    assert found.decided == found.offered
    assert found.accepted > found.offered / 2
    assert found.milliseconds(0.99) < 1000


def test_below_the_ceiling_next_to_nothing_is_queued(warm: Given) -> None:
    assert outcome(warm, GOOD, 40).accepted < 5


def test_too_few_pollers_fall_behind_by_what_they_do_not_take(warm: Given) -> None:
    few = Design(OWN, batch=10, pollers=2)
    found = outcome(warm, few, 800)
    # Its functions take 100 a second, and the pollers what is theirs.
    behind = (800 - 100 - few.rate) * 10
    assert found.longest_queue == pytest.approx(behind, rel=0.1)
    assert found.decided == found.offered
    assert not found.is_met


def test_a_window_makes_a_payment_wait_where_few_are_queued(warm: Given) -> None:
    at_once, collecting = (outcome(warm, Design(OWN, batch=25, window=window), 125) for window in (0.0, 1.0))
    assert at_once.milliseconds(0.99) < 300
    assert collecting.milliseconds(0.99) > 900


def test_above_ten_a_batch_collects_for_a_second() -> None:
    assert [Design(OWN, batch=batch).collects for batch in (10, 11)] == [0, 1]


def test_a_batch_takes_its_own_time_and_that_of_each_payment() -> None:
    design = Design(OWN, batch=20, pollers=2, batch_ms=60, payment_ms=2)
    assert design.seconds(20) == pytest.approx(0.1)
    assert design.rate == pytest.approx(40 / (0.1 + LOOK / 2))


def test_a_new_table_takes_the_writes_of_no_more_than_it_has_units(given: Given) -> None:
    most = given.conditions.assumed.table / max(good_way.units(given.system).values())
    below, above = (outcome(replace(given, seconds=20), GOOD, load) for load in (most * 0.95, most * 1.1))
    assert below.is_met
    assert not above.is_met


@pytest.mark.parametrize("name", [name for name in ASSUMED if name != "table"])
def test_the_first_that_holds_does_so_at_either_end_of_each_assumption(given: Given, name: str) -> None:
    first = next(design for design, warm in TRIED if design.drained_by == NAMED and warm)
    for value in (ASSUMED[name].low, ASSUMED[name].high):
        conditions = assuming(assuming(replace(given, seconds=10), "table", WARM), name, value)
        for load in (125, 1000):
            assert outcome(conditions, first, load).is_met


def test_a_design_holds_only_if_all_are_decided_and_soon() -> None:
    met = Outcome(50, 100, 100, 0, 0, [0.1] * 99 + [1.5])
    assert met.is_met
    assert not replace(met, decided=99).is_met
    assert not replace(met, times=[0.1] * 98 + [1.5] * 2).is_met


def test_the_page_shows_the_designs_as_they_are_simulated(given: Given) -> None:
    said = PAGE.read_text(encoding="utf-8")
    design, warm = TRIED[0]
    failing = tried(given, design, warm=warm)
    assert f"| {' | '.join(trial(failing))} |" in said, "docs/capacity.md is stale; renew it with: make capacity"
    assert all(f"| {named(design)} |" in said for design, _ in TRIED)


def test_a_trial_ends_at_the_first_load_at_which_the_design_fails(given: Given) -> None:
    failed = tried(given, Design(OWN, batch=1, pollers=1), warm=True)
    assert (failed.worst.load, failed.worst.is_met) == (1000, False)


def test_what_is_printed_and_written_says_that_it_is_no_system(synthesized: Path) -> None:
    words = ("--file", str(synthesized), "--design", "own", "--load", "200", "--seconds", "1")
    done = subprocess.run(
        [sys.executable, "-m", "capacity", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("A design, and not the system: a function of its own, 10 a batch, ")
    assert "**Nothing of this section is built" in PAGE.read_text(encoding="utf-8")
