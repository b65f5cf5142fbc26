"""More payments at once than the functions take: what each client hears, and what becomes of each payment.

The load comes from a process of its own. The functions have few executions meanwhile, so that it need not be large.
"""

from __future__ import annotations

import json
import os
import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from live.gateway import Gateway
from live.keys import CLIENT, key_of
from live.load import MOST_SECONDS, Load, Sent, sent
from live.system import System
from live.traces import ALERT_PROBE, DEAD_LETTERS, EVENT_PROBE, REVIEW
from tests.live.overload import (
    ACCEPTED,
    CALLED,
    DECIDED,
    UNAVAILABLE,
    Left,
    complaints,
    few,
    left,
    letters,
    redrive,
)
from tests.processes import until

LARGER = os.environ.get("OVERLOAD")
LOAD = Load(payments=int(LARGER), seconds=MOST_SECONDS) if LARGER else Load(payments=200)
EXECUTIONS = 2


@dataclass(frozen=True)
class Overload:
    """What was sent, what was left of each payment once those that were accepted were decided, and what at last."""

    sent: list[Sent]
    first: dict[str, Left]
    last: dict[str, Left]
    letters: list[Any]
    events: Counter[str]

    def ids(self, status: int) -> set[str]:
        return {each.id for each in self.sent if each.status == status}


@pytest.fixture(scope="module")
def another(system: System) -> Iterator[str]:
    """The key of a second client, whose plan is the first one's."""
    api, key = system.aws.client("apigateway"), secrets.token_hex(20)
    (plan,) = (each["id"] for each in api.get_usage_plans()["items"] if each["name"] == CLIENT)
    made = api.create_api_key(name="another-client", value=key, enabled=True)["id"]
    api.create_usage_plan_key(usagePlanId=plan, keyId=made, keyType="API_KEY")
    try:
        yield key
    finally:
        api.delete_api_key(apiKey=made)


@pytest.fixture(scope="module")
def overload(system: System, another: str) -> Iterator[Overload]:
    """The load, half of the payments by each client, and what it left; the letters are settled with all executions."""
    quiet(system)
    with few(system, EXECUTIONS):
        answers = sent(system.aws, [system.deployment.api_key, another], LOAD)
    ids = {each.id for each in answers}
    accepted = [each.id for each in answers if each.status == ACCEPTED]
    assert until(lambda: all(system.traces.items(name) for name in accepted))
    first = left(system, ids)
    redrive(system)
    events = Counter(str(each["transaction_id"]) for each in system.traces.events())
    yield Overload(answers, first, left(system, ids), letters(system), events)
    quiet(system)


def quiet(system: System) -> None:
    """What other requests left is nobody's business."""
    sqs = system.aws.client("sqs")
    for queue in (EVENT_PROBE, ALERT_PROBE, REVIEW, DEAD_LETTERS):
        sqs.purge_queue(QueueUrl=sqs.get_queue_url(QueueName=queue)["QueueUrl"])


def test_each_request_is_answered_by_a_decision_or_by_a_word_to_come_again(overload: Overload) -> None:
    assert len(overload.sent) == LOAD.requests
    assert {each.status for each in overload.sent} <= {DECIDED, ACCEPTED, UNAVAILABLE}
    assert overload.ids(DECIDED), "nothing was decided at once"
    assert overload.ids(ACCEPTED) | overload.ids(UNAVAILABLE), "nothing was too much"


def test_what_was_answered_agrees_with_what_is_stored_and_what_is_kept(overload: Overload) -> None:
    assert complaints(overload.sent, overload.first) == []


def test_the_redrive_brings_each_payment_to_its_one_decision_and_leaves_no_letter(overload: Overload) -> None:
    assert complaints(overload.sent, overload.last, settled=True) == []
    assert overload.letters == []


def test_each_payment_is_announced_and_once_unless_it_was_sent_again_meanwhile(overload: Overload) -> None:
    times = Counter(each.id for each in overload.sent)
    assert overload.events.keys() == times.keys()
    # Who comes again before all is told resumes what may be under way.
    assert {name for name, events in overload.events.items() if events > times[name]} == set()


def test_payments_come_alone_and_together_and_some_of_them_both_ways(overload: Overload) -> None:
    ways = {way: {each.id for each in overload.sent if each.together is way} for way in (False, True)}
    assert ways[False] & ways[True]
    assert ways[False] - ways[True]
    assert ways[True] - ways[False]
    assert {each.status for each in overload.sent if each.together} >= {DECIDED}


def test_no_other_key_of_the_api_changes_what_a_client_sent_nor_learns_what_it_was(
    system: System, overload: Overload, another: str
) -> None:
    gateway, own = Gateway(system.aws), system.deployment.api_key
    payment = next(each for each in overload.sent if each.client == gateway.key_ids[own])
    before = system.traces.items(payment.id)
    answers = [
        gateway.post({**payment.body, "amount": 77.0}, key=another),
        *(gateway.post(payment.body, key=key_of(f"{CLIENT}-{name}", own)) for name in ("customers", "chargebacks")),
        gateway.post({"transaction_id": payment.id, "verdict": "fraud"}, key=another, path="report"),
    ]
    assert [(each.status, each.json) for each in answers] == [
        (409, {"status": "conflict"}),
        *[(404, {"status": "unknown"})] * 3,
    ]
    assert system.traces.items(payment.id) == before
    assert letters(system) == []


def test_who_was_accepted_hears_by_the_receipt_what_is_stored_and_nobody_else_does(
    system: System, overload: Overload, another: str
) -> None:
    gateway, own = Gateway(system.aws), system.deployment.api_key
    others = [another, *(key_of(f"{CLIENT}-{name}", own) for name in ("customers", "chargebacks"))]
    accepted = [each for each in overload.sent if each.status == ACCEPTED and each.client == gateway.key_ids[own]]
    assert accepted
    for each in accepted:
        receipt = json.loads(each.answer)["receipt"]
        (marker,) = (item for item in system.traces.items(each.id) if "amount" not in item)
        answer = gateway.get(each.id, receipt, key=own)
        # Where the same payment was sent with another time, too, it may have been decided for that.
        if marker["receipt"]["S"] == receipt[:64]:
            assert (answer.status, answer.json["decision"]) == (200, marker["decision"]["S"])
        else:
            assert (answer.status, answer.json) == (409, {"status": "conflict"})
        assert {gateway.get(each.id, receipt, key=key).status for key in others} == {404}


@pytest.mark.parametrize("receipt", ["a" * 127, "A" * 128, "a" * 128, '"', "$util.escapeJavaScript('x')", "-"])
def test_a_receipt_that_is_none_tells_nothing(receipt: str, system: System) -> None:
    answer = system.gateway.get("a-payment", receipt, key=system.deployment.api_key)
    assert (answer.status, answer.json) == (404, {"status": "unknown"})


@pytest.mark.parametrize("key", [None, "k" * 20])
def test_without_a_key_nobody_asks(key: str | None, system: System) -> None:
    assert system.gateway.get("a-payment", "a" * 128, key=key).status == 403


@pytest.mark.usefixtures("overload")
def test_afterwards_the_functions_have_the_executions_that_they_were_deployed_with(
    system: System, stack: dict[str, Any]
) -> None:
    deployed = {each["function_name"]: each for each in stack["resource"]["aws_lambda_function"].values()}
    for name in CALLED:
        said = system.aws.client("lambda").get_function_concurrency(FunctionName=name)
        assert said["ReservedConcurrentExecutions"] == deployed[name]["reserved_concurrent_executions"]
