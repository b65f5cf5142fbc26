"""What becomes of payments follows from the file, and from nothing else."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from capacity import good_way
from capacity.runs import Given, assuming, row
from capacity.system import System
from capacity.tally import ACCEPTED, DECIDED, FAILED, REVIEWED, Tally
from policies.core.terraform_file import Unreadable
from policies.requirements import ANALYZER, DRAIN, HISTORIES, NOTIFIER, TRANSACTIONS, VALIDATOR
from tests.capacity.conftest import Edit

QUICK = 10
Edited = Callable[[Edit], System]


def every(type_: str, **values: Any) -> Edit:
    return lambda resources: [each.update(values) for each in resources[type_].values()]


def in_definition(old: str, new: str) -> Edit:
    def edit(resources: dict[str, Any]) -> None:
        assert any(old in machine["definition"] for machine in resources["aws_sfn_state_machine"].values())
        for machine in resources["aws_sfn_state_machine"].values():
            machine["definition"] = machine["definition"].replace(old, new)

    return edit


def simulated(given: Given, load: float, seconds: float = QUICK) -> Tally:
    return row(replace(given, seconds=seconds), load).tally


def test_below_the_limits_every_payment_is_decided_at_once(given: Given) -> None:
    tally = simulated(given, 20)
    assert tally.answers == {DECIDED: tally.offered}
    assert tally.offered > 0
    assert (tally.letters, tally.throttled, tally.blocked, tally.longest) == (0, 0, 0, 0)


def test_above_them_what_is_throttled_is_accepted_and_decided_later(given: Given) -> None:
    tally = simulated(given, 400)
    assert tally.answers[ACCEPTED] > tally.answers[DECIDED]
    assert tally.later == {DECIDED: tally.answers[ACCEPTED]}
    assert (tally.decided, tally.answers[FAILED], tally.letters) == (tally.offered, 0, 0)


def test_as_many_are_decided_at_once_as_a_function_takes_requests(given: Given) -> None:
    for load in (400, 700):
        assert simulated(given, load, seconds=30).answers[DECIDED] == pytest.approx(100 * 30, rel=0.05)


def test_the_same_seed_gives_the_same_and_another_gives_something_else(given: Given) -> None:
    assert simulated(given, 110) == simulated(given, 110)
    assert simulated(given, 110) != simulated(replace(given, seed=2), 110)


@pytest.mark.parametrize("concurrency", [5, 20])
def test_another_reserved_concurrency_in_the_file_gives_another_answer(
    given: Given, edited: Edited, concurrency: int
) -> None:
    other = edited(every("aws_lambda_function", reserved_concurrent_executions=concurrency))
    tally = simulated(replace(given, system=other), 400, seconds=30)
    assert tally.answers[DECIDED] == pytest.approx(10 * concurrency * 30, rel=0.06)


def test_a_workflow_that_does_not_queue_what_is_throttled_answers_503(given: Given, edited: Edited) -> None:
    other = edited(in_definition('"Next":"MayOverflow"', '"Next":"KeepUnvalidated"'))
    tally = simulated(replace(given, system=other), 400)
    assert tally.answers[FAILED] == tally.letters > tally.answers[DECIDED]
    assert tally.answers[FAILED] + tally.answers[DECIDED] + tally.answers[ACCEPTED] == tally.offered


def test_what_is_throttled_by_the_analyzer_alone_is_queued_and_not_reviewed(given: Given, edited: Edited) -> None:
    def scarce(resources: dict[str, Any]) -> None:
        for function in resources["aws_lambda_function"].values():
            few = function["function_name"] == ANALYZER
            function["reserved_concurrent_executions"] = 1 if few else 100

    tally = simulated(replace(given, system=edited(scarce)), 100)
    assert tally.answers[ACCEPTED] > tally.answers[DECIDED] > 0
    assert tally.decided == tally.offered
    assert tally.answers[REVIEWED] == tally.answers[FAILED] == 0


def test_a_lower_throttle_of_the_plan_refuses_what_is_above_it(given: Given, edited: Edited) -> None:
    throttle = {"throttle_settings": {"rate_limit": 10, "burst_limit": 10}}
    tally = simulated(replace(given, system=edited(every("aws_api_gateway_usage_plan", **throttle))), 50)
    assert tally.offered - tally.throttled == pytest.approx(10 * QUICK + 10, abs=2)


def test_the_firewall_blocks_what_is_above_its_limit(given: Given) -> None:
    tally = simulated(replace(given, system=replace(given.system, firewall_limit=100)), 50)
    assert tally.blocked == tally.offered - 100


def test_write_units_are_counted_from_the_definition(system: System) -> None:
    # A marker and a row, two units each, and the settlement; the card in the same write, and the merchant's count.
    counted = {HISTORIES: 3, TRANSACTIONS: 5, f"{TRANSACTIONS}/card-payments": 1}
    assert good_way.units(system) == good_way.units(system, by_drain=True) == counted


def test_a_table_that_takes_too_few_writes_stores_no_more(given: Given) -> None:
    tally = simulated(assuming(given, "table", 100), 60)
    assert tally.decided < tally.offered / 2
    assert tally.letters > 0


def test_functions_are_as_the_file_has_them(system: System) -> None:
    by_name = {function.name: function for function in system.functions.values()}
    assert {*by_name} == {VALIDATOR, ANALYZER, NOTIFIER, DRAIN}
    assert by_name[VALIDATOR].rate == 10 * by_name[VALIDATOR].concurrency


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda resources: resources.pop("aws_sfn_state_machine"), "aws_sfn_state_machine"),
        (lambda resources: resources["aws_wafv2_web_acl"].popitem(), "rate rule"),
        (every("aws_lambda_function", memory_size="much"), "memory_size"),
        (lambda resources: resources.pop("aws_lambda_event_source_mapping"), "0 aws_lambda_event_source_mapping"),
        (every("aws_lambda_event_source_mapping", event_source_arn="elsewhere"), "no queue of the file"),
        (every("aws_lambda_event_source_mapping", function_name="another"), "to a function of it"),
        (every("aws_lambda_event_source_mapping", scaling_config={}), "maximum_concurrency"),
        (every("aws_sqs_queue", redrive_policy="{}"), "maxReceiveCount"),
    ],
)
def test_a_file_without_what_is_needed_is_refused_and_the_lack_is_named(edited: Edited, edit: Edit, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        edited(edit)
