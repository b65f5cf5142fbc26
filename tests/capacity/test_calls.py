"""Payments that come in calls with many: judged together where the drain can, and none is lost where it cannot."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bench import JUDGING
from capacity import called
from capacity.answers import KINDS, judged
from capacity.assumptions import Assumptions
from capacity.called import mixed
from capacity.documents import filled
from capacity.nested import Each, Started
from capacity.places import End, Fork, Step
from capacity.runs import Given
from capacity.system import System, Throttle
from capacity.tally import ACCEPTED, DECIDED, FAILED, REVIEWED, Tally, milliseconds, outcome
from capacity.ways import call
from lambdas.transaction_drain import batch
from policies.requirements import DRAIN, LARGEST_BATCH
from tests.capacity.conftest import Edit
from tests.capacity.test_overflow import drained_by, without_chance
from tests.capacity.test_route import payments, throttled
from tests.capacity.test_system import in_definition

Edited = Callable[[Edit], System]


def simulated(given: Given, load: float) -> Tally:
    return called.row(given, load).tally


def test_below_the_limits_all_are_judged_together_and_decided_at_once(warm: Given) -> None:
    tally = simulated(warm, 500)
    calls = tally.offered / LARGEST_BATCH
    assert tally.answers == {DECIDED: tally.offered}
    assert tally.used["judged"] == tally.offered > 0
    assert len(tally.times) == tally.used["requests"] == tally.used["looked at"] == calls
    assert tally.used["executions"] == tally.offered + calls
    assert tally.used["reads"] == 6 * tally.offered
    assert (tally.letters, tally.throttled, tally.blocked, tally.longest) == (0, 0, 0, 0)


def test_a_call_alone_takes_the_sum_of_its_hops_and_of_what_is_judged(given: Given) -> None:
    tally = simulated(without_chance(replace(given, seconds=10)), LARGEST_BATCH)
    judging = 3 + 2 * given.conditions.measured[DRAIN + JUDGING] * LARGEST_BATCH + 2 * 8
    # Into the API, to the drain, to the payment's own execution, and there the write, event, settlement and count.
    assert milliseconds(tally.times, 0.5) == pytest.approx(20 + 12 + judging + 20 + 15 + 3 * 8)
    assert milliseconds(tally.decisions, 0.99) == pytest.approx(milliseconds(tally.times, 0.99))


def test_another_model_in_the_file_gives_calls_with_another_number(warm: Given, edited: Edited) -> None:
    tally = simulated(replace(warm, system=edited(payments(10))), 100)
    assert tally.offered == 10 * len(tally.times) > 0


@pytest.mark.parametrize("reserved", [1, 4, 10])
@pytest.mark.parametrize("table", [2000.0, 40_000.0])
def test_no_payment_of_a_call_is_lost_and_none_is_counted_twice(
    given: Given, edited: Edited, reserved: int, table: float
) -> None:
    conditions = replace(given.conditions, assumed=Assumptions(table=table))
    few = replace(given, system=edited(drained_by(reserved)), conditions=conditions, seconds=5)
    tally = simulated(few, 900)
    assert tally.offered == tally.answers.total() + tally.throttled + tally.blocked
    assert tally.answers[ACCEPTED] == tally.later.total() + tally.left
    assert {*tally.answers} <= {DECIDED, REVIEWED, ACCEPTED, FAILED}
    assert len(tally.decisions) == tally.decided
    assert len(tally.times) * LARGEST_BATCH == tally.answers.total()


def test_what_finds_no_request_of_the_drain_is_decided_by_itself_or_queued(warm: Given, edited: Edited) -> None:
    tally = simulated(replace(warm, system=edited(drained_by(1))), 500)
    assert tally.used["judged"] < tally.offered / 2
    assert tally.answers[ACCEPTED] == tally.later[DECIDED] > 0
    assert tally.decided == tally.offered


def test_what_the_drain_has_no_time_for_is_decided_by_itself(warm: Given, edited: Edited) -> None:
    def hurried(resources: dict[str, Any]) -> None:
        for function in resources["aws_lambda_function"].values():
            if function["function_name"] == DRAIN:
                function["timeout"] = 0.01

    tally = simulated(replace(warm, system=edited(hurried), seconds=2), 50)
    assert tally.used["judged"] == 0
    assert tally.answers[DECIDED] > 0


def test_without_a_catcher_a_call_that_was_not_judged_fails_as_a_whole(warm: Given, edited: Edited) -> None:
    other = edited(in_definition('"Next":"JudgeNone"', '"Next":"BatchNotDecided"'))
    scarce = {
        reference: replace(function, concurrency=0) if function.name == DRAIN else function
        for reference, function in other.functions.items()
    }
    tally = simulated(replace(warm, system=replace(other, functions=scarce)), 100)
    assert tally.answers == {FAILED: tally.offered}


def test_what_could_not_be_read_goes_the_way_of_a_payment_that_comes_alone(system: System) -> None:
    judging = call(system)
    assert isinstance(judging, Step)
    for place, first in ((judging.following, Step), (judging.unread, Fork), (judging.caught("any"), Fork)):
        assert isinstance(place, Each)
        for branch in place.branches:
            assert isinstance(branch, Started)
            assert isinstance(branch.child, first)


def test_a_payment_is_answered_as_its_own_execution_ends(system: System) -> None:
    judging = call(system)
    assert isinstance(judging, Step)
    assert isinstance(judging.following, Each)
    started = judging.following.branches[0]
    assert isinstance(started, Started)
    ends = [End({"status": "decided", "reasons": []}), End({"status": "accepted"}), End(error="States.Timeout")]
    answers = [started.ended(end) for end in ends]
    assert [outcome(each) for each in answers if isinstance(each, End)] == [DECIDED, ACCEPTED, FAILED]


def test_what_is_taken_for_judged_is_what_the_drain_says() -> None:
    (said,) = batch.judged(
        [{}],
        validate=lambda *_: {"valid": True, "transaction": {}, "digest": "text"},
        remember=lambda _: [{"available": True, "day": "text", "answer": {}}],
        analyze=lambda *_: {},
        warn=lambda *_: None,
    )
    known = judged(KINDS[0])
    assert {*said} == {*known}
    assert said["history"] == known["history"]


def test_those_alone_and_those_in_calls_are_told_apart_and_all_decided(warm: Given) -> None:
    alone, in_calls = (row.tally for row in mixed(warm))
    assert alone.offered == pytest.approx(5000, rel=0.1)
    assert in_calls.offered == pytest.approx(5000, rel=0.3)
    for tally in (alone, in_calls):
        assert tally.decided == tally.offered == tally.answers.total()
        assert tally.answers[ACCEPTED] == tally.later[DECIDED] > 0
    assert alone.longest == in_calls.longest > 0


def test_a_plans_throttle_of_the_route_is_each_clients(warm: Given, edited: Edited) -> None:
    limited = edited(throttled(rate_limit=2, burst_limit=4))
    assert limited.batches.throttle == Throttle(2, 4)
    one, three = (simulated(replace(warm, system=limited, seconds=60), load) for load in (50, 150))
    # By chance, whoever sends as much as it may is refused some of it; three who do are refused no more.
    for tally in (one, three):
        assert 0 < tally.throttled < tally.offered / 2
        assert tally.offered == tally.answers.total() + tally.throttled
    assert three.share(three.throttled) == pytest.approx(one.share(one.throttled), abs=0.1)


def test_what_a_choice_may_read_later_is_computed_and_all_else_is_any_text() -> None:
    document = {"given": {"a": 1}, "other": {"b": 2}, "text": '{"c": 3}'}
    written = filled({"to.$": "States.JsonToString($.given)", "from.$": "States.StringToJson($.text)"}, document)
    assert (json.loads(written["to"]), written["from"]) == ({"a": 1}, {"c": 3})
    assert filled({"both.$": "States.JsonMerge($.given, $.other, false)"}, document) == {"both": {"a": 1, "b": 2}}
    for other in ("States.StringToJson($.none)", "States.UUID()", "States.JsonMerge($.text, $.other, false)"):
        assert filled({"any.$": other}, document) == {"any": "text"}
