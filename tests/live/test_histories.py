"""What is remembered of a card, as the deployed workflow reads, counts and does without it."""

import json
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from live.story import letters, transaction
from live.system import System
from live.traces import DEAD_LETTERS, REVIEW

ROOT = Path(__file__).resolve().parents[2]
RULES = json.loads((ROOT / "lambdas" / "fraud_analyzer" / "rules.json").read_text())["rules"]
# So many payments of a card in ten minutes are not yet too many.
(TOO_MANY,) = (each["when_above"] for each in RULES if each["code"] == "many_payments_in_10_minutes")
# Where a decision is made without a count: by the workflow itself, or by an analyzer that could see nothing.
UNCOUNTED = (["history_contended"], ["analysis_unavailable"], ["history_unavailable"])
AT_ONCE, THREADS, REPETITIONS, IDS = 30, 8, 1_000, 20
LONG = "a" * 3_000


@pytest.fixture
def quiet(system: System) -> None:
    """What earlier requests left in the queues is nobody's business here."""
    system.traces.events(), system.traces.alerts(), system.traces.taken(REVIEW), system.traces.taken(DEAD_LETTERS)


def started(system: System, given: str) -> Any:
    """How an execution ends that is started directly with this input, past the API."""
    states = system.aws.client("stepfunctions")
    machines = {each["name"]: each["stateMachineArn"] for each in states.list_state_machines()["stateMachines"]}
    return states.start_sync_execution(stateMachineArn=machines["transaction-processing"], input=given)


@pytest.mark.parametrize(
    "given",
    [
        "null",
        "[]",
        '"card_token"',
        "7",
        "{}",
        json.dumps(transaction(card_token=None)),
        json.dumps(transaction(merchant_id=None, terminal_id=None)),
        json.dumps(transaction(card_token=4, terminal_id=7)),
        json.dumps(transaction(card_token=["a"], merchant_id={"a": "b"})),
        json.dumps(transaction(card_token=LONG)),
        json.dumps(transaction(merchant_id=LONG, terminal_id=LONG)),
        '{"card_token": "a", "card_token": "b", "merchant_id": "m", "merchant_id": null}',
    ],
    ids=range(12),
)
@pytest.mark.usefixtures("quiet")
def test_the_machine_started_directly_with_anything_refuses_it_well_formed(system: System, given: str) -> None:
    ended = started(system, given)
    assert ended["status"] == "SUCCEEDED", ended
    assert json.loads(ended["output"])["status"] == "rejected"
    assert (system.traces.events(), system.traces.taken(DEAD_LETTERS)) == ([], [])


def test_of_a_key_that_is_there_twice_one_is_read_validated_and_stored(system: System) -> None:
    first, last = f"tok_{letters()}", f"tok_{letters()}"
    body = transaction(card_token=last)
    twice = json.dumps(body).replace('"card_token"', f'"card_token": "{first}", "card_token"')
    assert json.loads(started(system, twice)["output"])["decision"] == "approve"
    assert system.traces.items(body["transaction_id"])[1]["card_token"] == {"S": last}
    assert (system.traces.history(f"card#{first}"), system.traces.history(f"card#{last}")["seq"]) == ({}, {"N": "1"})


@pytest.mark.parametrize("changes", [{}, {"terminal_id": None}])
def test_each_payment_of_a_card_is_counted_in_its_item_and_told_in_its_row(
    system: System, changes: dict[str, Any]
) -> None:
    card = f"tok_{letters()}"
    for count in (1, 2, 3):
        body = {**transaction(card_token=card, amount=20.0 + count), **changes}
        assert system.post({name: value for name, value in body.items() if value is not None}).status == 200
        history = system.traces.history(f"card#{card}")
        assert history["seq"] == {"N": str(count)}
        assert int(history["expires"]["N"]) > body["timestamp"] // 1_000
        assert card not in history["state"]["S"]
        marker, row = system.traces.items(body["transaction_id"])
        assert marker["rules"] == row["rules"]
        assert {"ordinary_amount", "shadow_model", "shadow_score_text", "amount_usd_text", "conversion"} < row.keys()
        assert row["terminal_id"] == {"S": body["terminal_id"] or ""}


@pytest.mark.usefixtures("quiet")
def test_what_cannot_be_understood_of_a_card_is_reviewed_left_as_it_is_and_alarms_no_customer(system: System) -> None:
    card = f"tok_{letters()}"
    kept = {"key": {"S": f"card#{card}"}, "state": {"S": '{"version": 0}'}, "seq": {"N": "4"}}
    system.aws.client("dynamodb").put_item(TableName="card-histories", Item=kept)
    answer = system.post(transaction(card_token=card)).json
    assert (answer["decision"], answer["reasons"]) == ("review", ["history_unavailable"])
    assert system.traces.history(f"card#{card}") == kept
    assert (system.traces.alerts(), len(system.traces.taken(REVIEW))) == ([], 1)


def test_many_payments_of_a_card_at_once_are_approved_as_often_as_the_rule_allows(system: System) -> None:
    card, merchant = f"tok_{letters()}", f"merchant-{letters()}"
    bodies = [transaction(card_token=card, merchant_id=merchant, amount=10.0 + each) for each in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        sent = [*zip(bodies, pool.map(system.post, bodies), strict=True)]
    # Whoever is told to send again does so.
    answers = [(answer if answer.status == 200 else system.post(body)).json for body, answer in sent]
    approved = [answer for answer in answers if answer["decision"] == "approve"]
    uncounted = [answer for answer in answers if answer["reasons"] in UNCOUNTED]
    print(f"{len(approved)} approved, {len(uncounted)} reviewed since others came first, of {AT_ONCE}")
    assert len(approved) <= TOO_MANY["payments_10m"]
    # Each counts once, but for those that came too late to be counted, all of which a person sees.
    assert int(system.traces.history(f"card#{card}")["seq"]["N"]) == AT_ONCE - len(uncounted)
    assert all(len(system.traces.items(body["transaction_id"])) == 2 for body in bodies)


def test_of_many_repetitions_from_many_threads_one_is_stored_and_counted_and_all_get_its_answer(system: System) -> None:
    firsts = [transaction(amount=40.0 + number) for number in range(IDS)]
    # Half of them say another instant, as a client does that sends again.
    each = range(REPETITIONS // IDS)
    bodies = [body | {"timestamp": body["timestamp"] + number % 2} for body in firsts for number in each]
    random.Random(7).shuffle(bodies)  # noqa: S311 - an order, no secret
    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(system.post, bodies))
    decided: dict[str, set[Any]] = {}
    for answer in answers:
        # A repetition at the very same instant may be told to come again; it is never told anything else.
        assert answer.status in (200, 503), answer
        if answer.status == 200:
            decided.setdefault(answer.json["transaction_id"], set()).add(
                (answer.json["decision"], answer.json["score"])
            )
    assert {*decided} == {body["transaction_id"] for body in firsts}
    for body in firsts:
        assert len(decided[body["transaction_id"]]) == 1
        assert len(system.traces.items(body["transaction_id"])) == 2
        assert system.traces.history(f"card#{body['card_token']}")["seq"] == {"N": "1"}
