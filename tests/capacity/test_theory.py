"""The simulation against what queueing theory says, where theory has an answer."""

from dataclasses import replace
from random import Random

import pytest

from capacity.assumptions import Assumptions, Conditions
from capacity.limits import Bucket, Executions, Meter
from capacity.runs import Given, row
from capacity.simulation import Simulation
from capacity.system import System
from capacity.tally import ACCEPTED, milliseconds
from policies.requirements import VALIDATOR

WITHOUT_CHANCE = Assumptions(spread=0)


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - nothing is secret here


def erlang_b(servers: int, load: float) -> float:
    """The share that finds all servers taken, where nobody waits: by Erlang's recursion."""
    blocked = 1.0
    for server in range(1, servers + 1):
        blocked = load * blocked / (server + load * blocked)
    return blocked


@pytest.mark.parametrize(("rate", "seconds"), [(80, 0.1), (50, 0.1), (120, 0.05)])
def test_as_many_find_all_executions_taken_as_erlang_says(rate: int, seconds: float) -> None:
    random, executions, now, refused, count = chance(3), Executions(10, warm=10), 0.0, 0, 100_000
    for _ in range(count):
        now += random.expovariate(rate)
        if executions.free(now):
            executions.take(now, seconds)
        else:
            refused += 1
    assert refused / count == pytest.approx(erlang_b(10, rate * seconds), rel=0.05)


def test_as_many_executions_are_held_as_littles_law_says(system: System, given: Given) -> None:
    load, seconds = 60.0, 120.0
    conditions = replace(given.conditions, assumed=WITHOUT_CHANCE)
    simulation = Simulation(system, conditions, chance(5))
    simulation.run(load, seconds)
    held = 3 + given.conditions.measured[VALIDATOR] * 2
    throughput = simulation.tally.offered / seconds
    mean = simulation.services.executions[VALIDATOR].seconds / seconds
    assert mean == pytest.approx(throughput * held / 1000, rel=0.01)


def test_the_drain_is_held_as_long_as_its_batches_take_of_it(system: System, given: Given) -> None:
    conditions = replace(given.conditions, assumed=replace(WITHOUT_CHANCE, table=1e9))
    simulation = Simulation(system, conditions, chance(5))
    simulation.run(600, 20)
    tally = simulation.tally
    batches = tally.used["messages"] - 2 * tally.answers[ACCEPTED]
    # Overhead, a reading and a start of each batch; and each payment's work.
    work = given.conditions.measured[system.overflow.function.name] * 2
    held = (3 + 8 + 20) * batches + work * tally.answers[ACCEPTED]
    assert simulation.services.executions[system.overflow.function.name].seconds == pytest.approx(held / 1000, rel=0.01)


def test_a_payment_alone_takes_the_sum_of_its_hops_and_handlers(given: Given) -> None:
    tally = row(_sure(given), 1).tally
    handlers = 2 * 3 + 2 * sum(given.conditions.measured[name] for name in (VALIDATOR, "fraud-analyzer"))
    # Into the API, to validator and analyzer, the write, and event, settlement and count; the history comes meanwhile.
    assert milliseconds(tally.times, 0.5) == pytest.approx(20 + 2 * 12 + handlers + 15 + 3 * 8)


def test_a_bucket_takes_its_rate_and_its_burst_and_no_more() -> None:
    bucket = Bucket(100, 10)
    assert sum(bucket.takes(number / 1000) for number in range(10_000)) == pytest.approx(100 * 10 + 10, abs=1)


def test_a_table_takes_its_units_of_each_second_and_all_of_a_transaction_or_nothing() -> None:
    meter = Meter(10)
    assert meter.takes(0.1, (("rows", 6), ("index", 1)))
    assert not meter.takes(0.9, (("index", 1), ("rows", 6)))
    assert meter.takes(0.9, (("index", 9),))
    assert meter.takes(1.0, (("rows", 6),))


def _sure(given: Given) -> Given:
    """Without chance in times, and nobody is alerted."""
    conditions = Conditions(given.conditions.measured, replace(WITHOUT_CHANCE, alerted=0))
    return replace(given, conditions=conditions)
