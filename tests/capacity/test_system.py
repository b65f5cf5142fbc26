"""What becomes of payments follows from the file, and from nothing else."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from capacity import good_way, reading
from capacity.runs import Given, row
from capacity.system import System
from capacity.tally import Tally
from policies.core.terraform_file import Unreadable
from policies.requirements import ANALYZER, HISTORIES, NOTIFIER, TRANSACTIONS, VALIDATOR

QUICK = 10


def edited(synthesized: Path, edit: Callable[[dict[str, Any]], object]) -> System:
    file = json.loads(synthesized.read_text(encoding="utf-8"))
    edit(file["resource"])
    return reading.described(json.dumps(file).encode())


def every(type_: str, **values: Any) -> Callable[[dict[str, Any]], object]:
    return lambda resources: [each.update(values) for each in resources[type_].values()]


def simulated(given: Given, load: float, seconds: float = QUICK) -> Tally:
    return row(replace(given, seconds=seconds), load).tally


def test_below_the_limits_every_payment_is_decided(given: Given) -> None:
    tally = simulated(given, 20)
    assert tally.decided == tally.offered > 0
    assert (tally.failed, tally.letters, tally.throttled, tally.blocked) == (0, 0, 0, 0)


def test_above_them_each_payment_that_fails_is_a_dead_letter(given: Given) -> None:
    tally = simulated(given, 400)
    assert tally.failed == tally.letters > tally.decided
    assert tally.answered + tally.failed + tally.throttled + tally.blocked == tally.offered


def test_as_many_are_decided_as_a_function_takes_requests(given: Given) -> None:
    for load in (400, 800):
        assert simulated(given, load, seconds=60).decided == pytest.approx(100 * 60, rel=0.05)


def test_the_same_seed_gives_the_same_and_another_gives_something_else(given: Given) -> None:
    assert simulated(given, 110) == simulated(given, 110)
    assert simulated(given, 110) != simulated(replace(given, seed=2), 110)


@pytest.mark.parametrize("concurrency", [5, 20])
def test_another_reserved_concurrency_in_the_file_gives_another_answer(
    given: Given, synthesized: Path, concurrency: int
) -> None:
    other = edited(synthesized, every("aws_lambda_function", reserved_concurrent_executions=concurrency))
    tally = simulated(replace(given, system=other), 400, seconds=60)
    assert tally.decided == pytest.approx(10 * concurrency * 60, rel=0.06)


def test_a_workflow_that_tries_once_answers_sooner_and_decides_no_more(given: Given, synthesized: Path) -> None:
    def once(resources: dict[str, Any]) -> None:
        for machine in resources["aws_sfn_state_machine"].values():
            machine["definition"] = machine["definition"].replace('"MaxAttempts":2', '"MaxAttempts":0')

    other = edited(synthesized, once)
    assert other.definition != given.system.definition
    before, after = simulated(given, 400), simulated(replace(given, system=other), 400)
    assert (after.milliseconds(0.99) or 0) < 500 < (before.milliseconds(0.99) or 0)


def test_what_is_throttled_by_the_analyzer_alone_is_reviewed_and_fails_not(given: Given, synthesized: Path) -> None:
    def scarce(resources: dict[str, Any]) -> None:
        for function in resources["aws_lambda_function"].values():
            few = function["function_name"] == ANALYZER
            function["reserved_concurrent_executions"] = 1 if few else 100

    tally = simulated(replace(given, system=edited(synthesized, scarce)), 100, seconds=30)
    assert tally.reviewed > tally.decided
    assert tally.failed == 0


def test_a_lower_throttle_of_the_plan_refuses_what_is_above_it(given: Given, synthesized: Path) -> None:
    throttle = {"throttle_settings": {"rate_limit": 10, "burst_limit": 10}}
    tally = simulated(replace(given, system=edited(synthesized, every("aws_api_gateway_usage_plan", **throttle))), 50)
    assert tally.offered - tally.throttled == pytest.approx(10 * QUICK + 10, abs=2)


def test_the_firewall_blocks_what_is_above_its_limit(given: Given) -> None:
    tally = simulated(replace(given, system=replace(given.system, firewall_limit=100)), 50)
    assert tally.blocked == tally.offered - 100


def test_write_units_are_counted_from_the_definition(system: System) -> None:
    # A marker and a row, two units each, and the settlement; the card in the same write, and the merchant's count.
    assert good_way.units(system) == {HISTORIES: 3, TRANSACTIONS: 5, f"{TRANSACTIONS}/card-payments": 1}


def test_a_table_that_takes_too_few_writes_stores_no_more(given: Given) -> None:
    scarce = replace(given.conditions, assumed=replace(given.conditions.assumed, table=100))
    tally = simulated(replace(given, conditions=scarce), 60)
    assert tally.decided < tally.offered / 2
    assert tally.failed == tally.letters > 0


def test_functions_are_as_the_file_has_them(system: System) -> None:
    by_name = {function.name: function for function in system.functions.values()}
    assert {*by_name} == {VALIDATOR, ANALYZER, NOTIFIER}
    assert by_name[VALIDATOR].rate == 10 * by_name[VALIDATOR].concurrency


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda resources: resources.pop("aws_sfn_state_machine"), "aws_sfn_state_machine"),
        (lambda resources: resources["aws_wafv2_web_acl"].popitem(), "rate rule"),
        (every("aws_lambda_function", memory_size="much"), "memory_size"),
    ],
)
def test_a_file_without_what_is_needed_is_refused_and_the_lack_is_named(
    synthesized: Path, edit: Callable[[dict[str, Any]], object], said: str
) -> None:
    with pytest.raises(Unreadable, match=said):
        edited(synthesized, edit)
