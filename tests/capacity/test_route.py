"""The route of calls with many payments, as the file has it; and what of it cannot be simulated."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bench import JUDGING
from bench.drain import CALLED
from capacity import called
from capacity.assumptions import Conditions
from capacity.document import digest
from capacity.places import Step
from capacity.runs import Given
from capacity.system import System
from capacity.ways import call
from policies.core.terraform_file import Unreadable
from policies.requirements import BATCHING, DRAIN, LARGEST_BATCH
from tests.capacity.conftest import Edit
from tests.capacity.test_system import every, in_definition

Edited = Callable[[Edit], System]
ROUTE = "/transactions/POST"


def payments(most: int) -> Edit:
    """A model that takes so many payments in one call."""

    def edit(resources: dict[str, Any]) -> None:
        for model in resources["aws_api_gateway_model"].values():
            model["schema"] = model["schema"].replace(f'"maxItems":{LARGEST_BATCH}', f'"maxItems":{most}')

    return edit


def throttled(**limits: Any) -> Edit:
    def edit(resources: dict[str, Any]) -> None:
        for plan in resources["aws_api_gateway_usage_plan"].values():
            for stage in plan["api_stages"]:
                stage["throttle"] = [{"path": ROUTE, **limits}]

    return edit


def test_the_route_its_model_and_its_client_are_those_of_the_file(system: System) -> None:
    assert (system.batches.path, system.batches.most) == ("/transactions", LARGEST_BATCH)
    assert system.batches.client.startswith("${aws_api_gateway_api_key.client_")
    assert 0 < system.batches.throttle.rate * LARGEST_BATCH <= system.throttles[0].rate
    assert isinstance(call(system), Step)


def test_as_many_are_measured_as_one_call_takes(system: System) -> None:
    assert system.batches.most == CALLED


def test_another_throttle_or_another_catcher_makes_another_digest(given: Given, edited: Edited) -> None:
    for edit in (throttled(rate_limit=2, burst_limit=1), in_definition('"Next":"JudgeNone"', '"Next":"EachPayment"')):
        assert digest(replace(given, system=edited(edit))) != digest(given)


def test_other_words_of_the_calls_make_the_same_digest(given: Given, edited: Edited) -> None:
    other = edited(in_definition("It is not known what became of the payments", "Nobody knows"))
    assert digest(replace(given, system=other)) == digest(given)


def without_method(resources: dict[str, Any]) -> None:
    for integration in resources["aws_api_gateway_integration"].values():
        templates = integration["request_templates"]
        templates["application/json"] = templates["application/json"].replace(BATCHING, "another")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (without_method, "0 aws_api_gateway_method that start 'transaction-batches'"),
        (every("aws_api_gateway_method", request_models={}), "no model of its body"),
        (every("aws_api_gateway_usage_plan_key", usage_plan_id="another"), "has no key"),
        (throttled(path="/transaction/POST", rate_limit=2, burst_limit=1), "no throttle of /transactions/POST"),
        (throttled(rate_limit="many", burst_limit=1), "no number as the rate_limit of /transactions/POST"),
    ],
)
def test_a_route_without_what_is_needed_is_refused_and_the_lack_is_named(edited: Edited, edit: Edit, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        edited(edit)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (payments(41), "not all under way at a time"),
        (in_definition('"Mode":"INLINE"', '"Mode":"DISTRIBUTED"'), "not all under way at a time"),
        (in_definition("States.Format('{}_{}_drained'", "States.Concat('{}_{}_drained'"), "by another name"),
    ],
)
def test_calls_that_cannot_be_simulated_are_refused(given: Given, edited: Edited, edit: Edit, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        called.row(replace(given, system=edited(edit), seconds=1), 100)


def test_conditions_without_the_time_of_judging_are_refused(given: Given) -> None:
    known = {name: each for name, each in given.conditions.measured.items() if name != DRAIN + JUDGING}
    with pytest.raises(Unreadable, match="transaction-drain, judging"):
        called.row(replace(given, conditions=Conditions(known), seconds=1), 100)
