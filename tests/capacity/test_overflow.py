"""What waits in the queue: none is lost, none is decided sooner than the drain can, and the file says how it drains."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from capacity.answers import Payment
from capacity.assumptions import Assumptions, Conditions
from capacity.drain import ADDED, FIRST
from capacity.places import Step
from capacity.queue import Message, Queue
from capacity.runs import Given, assuming, row
from capacity.system import Overflow, System
from capacity.tally import ACCEPTED, DECIDED, FAILED, REVIEWED, milliseconds
from capacity.ways import start
from lambdas.transaction_drain import executions
from policies.core.terraform_file import Unreadable
from policies.requirements import DRAIN
from tests.capacity.conftest import Edit
from tests.capacity.test_system import every, in_definition

Edited = Callable[[Edit], System]
DIRECT = 100  # payments a second that the validator and the analyzer take themselves
ORDINARY = Payment(alerted=False)


def mapped(**values: Any) -> Edit:
    return every("aws_lambda_event_source_mapping", **values)


def drained_by(reserved: int) -> Edit:
    def edit(resources: dict[str, Any]) -> None:
        for function in resources["aws_lambda_function"].values():
            if function["function_name"] == DRAIN:
                function["reserved_concurrent_executions"] = reserved

    return edit


def without_chance(given: Given) -> Given:
    return replace(given, conditions=Conditions(given.conditions.measured, Assumptions(spread=0, alerted=0, table=1e9)))


def cycle(given: Given) -> float:
    """Seconds of a full batch where nothing is by chance: received, handed over, decided, and its poller free again."""
    assumed = given.conditions.assumed
    work = given.conditions.measured[given.system.overflow.function.name] * assumed.slower * given.system.overflow.batch
    return (3 * assumed.item + assumed.invoke + assumed.overhead + work + assumed.start) / 1000


@pytest.mark.parametrize("load", [90, 300, 700])
@pytest.mark.parametrize("table", [300.0, 2000.0, 40_000.0])
def test_no_payment_is_lost_and_none_is_counted_twice(given: Given, load: float, table: float) -> None:
    tally = row(assuming(replace(given, seconds=5), "table", table), load).tally
    assert tally.offered == tally.answers.total() + tally.throttled + tally.blocked
    assert tally.answers[ACCEPTED] == tally.later.total() + tally.left
    assert {*tally.answers} <= {DECIDED, REVIEWED, ACCEPTED, FAILED}
    assert {*tally.later} <= {DECIDED, REVIEWED}
    assert len(tally.decisions) == tally.decided
    assert len(tally.times) == tally.answers.total()


def test_the_queue_is_drained_no_faster_than_pollers_times_batch_by_its_seconds(given: Given, edited: Edited) -> None:
    system = edited(mapped(scaling_config={"maximum_concurrency": 3}))
    few = without_chance(replace(given, system=system, seconds=20))
    rate = 3 * system.overflow.batch / cycle(few)
    assert 300 < rate < 600
    tally = row(few, 900).tally
    assert tally.longest == pytest.approx((900 - DIRECT - rate) * 20, rel=0.05)
    assert tally.later[DECIDED] == tally.answers[ACCEPTED]


def test_and_no_faster_than_ten_batches_a_second_for_each_execution(given: Given, edited: Edited) -> None:
    tally = row(without_chance(replace(given, system=edited(drained_by(4)), seconds=20)), 700).tally
    assert tally.longest == pytest.approx((700 - DIRECT - 10 * 4 * 10) * 20, rel=0.1)


def test_pollers_begin_with_five_and_more_come_by_the_second(given: Given, edited: Edited) -> None:
    system = edited(mapped(scaling_config={"maximum_concurrency": 20}))
    drained = without_chance(replace(given, system=system, seconds=1))
    # In the first second few more than five poll; what they leave is what waits at its end.
    rate = (FIRST + ADDED / 2) * system.overflow.batch / cycle(drained)
    assert row(drained, 2000).tally.longest == pytest.approx(2000 - DIRECT - rate, rel=0.15)


def test_smaller_batches_of_the_file_drain_less(warm: Given, edited: Edited) -> None:
    small = row(replace(warm, system=edited(mapped(batch_size=2))), 600).tally
    assert small.longest > 10 * row(warm, 600).tally.longest
    assert small.decided == small.offered


def test_a_window_of_the_file_makes_a_payment_wait_where_few_are_queued(warm: Given, edited: Edited) -> None:
    collecting = replace(warm, system=edited(mapped(batch_size=25, maximum_batching_window_in_seconds=1)))
    slow, soon = (milliseconds(row(each, 125).tally.decisions, 0.99) or 0 for each in (collecting, warm))
    assert soon < 300
    assert slow > 900


def test_nobody_waits_longer_than_for_those_before_him(given: Given, edited: Edited) -> None:
    tally = row(without_chance(replace(given, system=edited(drained_by(50)), seconds=5)), 900).tally
    # The API, the validator and the queue; two batches, since a poller that is busy ends one first; and what is stored.
    way = 0.02 + 0.012 + 0.008 + 2 * cycle(given) + 0.015 + 4 * 0.008
    assert max(tally.decisions) < way + tally.longest / (5 * 10 / cycle(given))


def test_a_refused_reading_comes_again_once_it_is_no_longer_hidden(given: Given) -> None:
    tally = row(assuming(replace(given, seconds=3), "table", 900), 500).tally
    assert tally.refused > 0
    assert max(tally.decisions) > given.system.overflow.hidden


def test_each_accepted_payment_costs_a_message_a_second_execution_and_a_second_reading(warm: Given) -> None:
    tally = row(warm, 500).tally
    accepted, used = tally.answers[ACCEPTED], tally.used
    assert used["executions"] == tally.offered + accepted
    # And before it is queued, whether it was accepted and decided before.
    assert used["reads"] == 6 * (tally.offered + accepted) + accepted
    # Each is sent and taken out, and ten of them are received at once at best.
    assert 2.1 * accepted <= used["messages"] < 3 * accepted
    assert used["events"] == tally.decided


def test_the_drains_execution_begins_where_the_workflow_stores(system: System) -> None:
    first = start(system, ORDINARY, by_drain=True)
    assert isinstance(first, Step)
    assert first.resource.endswith(":transactWriteItems")


def test_it_starts_as_many_at_a_time_as_its_code_does() -> None:
    assert Assumptions().threads == executions.THREADS


def test_an_execution_of_another_name_is_validated_whatever_it_brings(edited: Edited) -> None:
    other = edited(in_definition('"StringMatches":"*_drained"', '"StringMatches":"*_emptied"'))
    assert not isinstance(start(other, ORDINARY, by_drain=True), Step)


def test_a_condition_that_is_not_known_is_refused_and_named(given: Given, edited: Edited) -> None:
    other = edited(in_definition("{% $not($contains(", "{% $exists(($contains("))
    with pytest.raises(Unreadable, match="cannot be simulated"):
        row(replace(given, system=other), 300)


def queue(batch: int = 2, *, collects: float = 0, attempts: int = 2) -> Queue:
    return Queue(Overflow("url", None, batch, collects, 1, 30.0, attempts))  # type: ignore[arg-type]


def test_a_batch_is_what_is_visible_in_its_order_and_no_more_than_its_size() -> None:
    waiting, first, second, third = queue(), *(Message(at, alerted=False) for at in (1, 2, 3))
    for message, at in ((third, 3.0), (first, 1.0), (second, 2.0)):
        waiting.put(message, at)
    assert waiting.take(0.5) == []
    assert waiting.take(3.0) == [first, second]
    assert waiting.take(3.0) == [third]


def test_a_window_ends_when_the_batch_is_full_or_the_first_has_waited_for_it() -> None:
    waiting = queue(collects=1.0)
    waiting.put(Message(0, alerted=False), 0.0)
    assert waiting.take(0.9) == []
    assert len(waiting.take(1.0)) == 1
    for _ in range(2):
        waiting.put(Message(2, alerted=False), 2.0)
    assert len(waiting.take(2.0)) == 2


def test_what_is_not_done_is_hidden_and_comes_again_until_it_is_a_dead_letter() -> None:
    waiting, message = queue(), Message(0, alerted=False)
    waiting.put(message, 0.0)
    waiting.again(*waiting.take(5.0))
    assert waiting.take(34.9) == []
    assert waiting.take(35.0) == [message]
    waiting.again(message)
    assert (len(waiting), waiting.dead) == (0, 1)
