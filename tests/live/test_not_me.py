"""What becomes of *not me*: the code of an alert, from the message of its customer to the card's next payment."""

import json
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from live.answers import Answer
from live.story import letters, transaction
from live.system import System
from live.traces import DEAD_LETTERS
from tests.live.customer import CUSTOMER, LINK
from tests.processes import PATIENCE

FORGED = "00000000-0000-4000-8000-00000000000000000000"
USUAL, UNUSUAL = 20.0, 90.0
Alerted = Callable[..., tuple[dict[str, Any], str]]


def elsewhere() -> dict[str, str]:
    """What is reported here must not count where the payments of other tests are made."""
    return {"terminal_id": f"te-{letters()}"}


@pytest.fixture
def card() -> str:
    return f"tok_{letters()}"


@pytest.fixture
def alerted(system: System) -> Alerted:
    """Has somebody pay what is reviewed, and reads the code in the message that is for the customer alone."""

    def pay(**changes: Any) -> tuple[dict[str, Any], str]:
        body = transaction(amount=6000.0, **CUSTOMER, **elsewhere(), **changes)
        assert system.post(body).json["decision"] == "review"
        heard, until = system.traces.alerts(), time.monotonic() + PATIENCE
        while not (links := [found for each in heard if (found := linked(each, body))]) and time.monotonic() < until:
            heard += system.traces.alerts()
        assert not [
            each for each in heard if "customer" not in each["MessageAttributes"] and LINK.search(each["Message"])
        ]
        (link,) = links
        return body, link["code"]

    return pay


def linked(alert: dict[str, Any], body: dict[str, Any]) -> re.Match[str] | None:
    """The link in an alert of this payment."""
    found = LINK.search(alert["Message"])
    return found if found and found["id"] == body["transaction_id"] else None


def say(system: System, payment: dict[str, Any], code: str, verdict: str = "fraud", by: str = "customers") -> Answer:
    body = {"transaction_id": payment["transaction_id"], "verdict": verdict, "code": code}
    return system.report(body, by=by)


def pays(system: System, card: str, amount: float) -> dict[str, Any]:
    answer: dict[str, Any] = system.post(transaction(amount=amount, card_token=card, **elsewhere())).json
    return answer


def left(system: System, payment: dict[str, Any]) -> list[Any]:
    """All that a report could have changed: marker and row, the card and its terminal."""
    keys = f"card#{payment['card_token']}", f"terminal#{payment.get('terminal_id')}"
    return [system.traces.items(payment["transaction_id"]), *map(system.traces.history, keys)]


def test_not_me_declines_the_card_s_next_unusual_payment_and_genuine_frees_it(
    system: System, card: str, alerted: Alerted
) -> None:
    for _ in range(4):
        assert pays(system, card, USUAL)["decision"] == "approve"
    payment, code = alerted(card_token=card)
    assert say(system, payment, code).json["verdict"] == "fraud"
    assert "unusual_amount_after_not_me" not in pays(system, card, USUAL)["reasons"]
    declined = pays(system, card, UNUSUAL)
    assert (declined["decision"], "unusual_amount_after_not_me" in declined["reasons"]) == ("decline", True)
    corrected = {"transaction_id": payment["transaction_id"], "verdict": "genuine"}
    assert system.report(corrected, by="customers").json["verdict"] == "genuine"
    assert "unusual_amount_after_not_me" not in pays(system, card, UNUSUAL)["reasons"]


def test_without_not_me_the_same_payment_is_not_declined(system: System, card: str, alerted: Alerted) -> None:
    for _ in range(4):
        pays(system, card, USUAL)
    alerted(card_token=card)
    assert pays(system, card, UNUSUAL)["decision"] != "decline"


def test_a_report_without_a_code_marks_no_card(system: System, alerted: Alerted) -> None:
    payment, _ = alerted()
    assert (
        system.report({"transaction_id": payment["transaction_id"], "verdict": "fraud"}, by="customers").status == 200
    )
    assert "not_me_at" not in system.traces.history(f"card#{payment['card_token']}")


def test_a_code_that_is_forged_of_another_payment_or_for_another_verdict_is_refused_and_leaves_nothing(
    system: System, alerted: Alerted
) -> None:
    (payment, code), (_, anothers) = alerted(), alerted()
    before = left(system, payment)
    refused = [
        say(system, payment, FORGED),
        say(system, payment, anothers),
        say(system, payment, code, verdict="genuine"),
        say(system, payment, code, by="chargebacks"),
    ]
    assert {answer.status for answer in refused} == {422}
    assert {json.dumps(answer.json["errors"]) for answer in refused} == {json.dumps(refused[0].json["errors"])}
    assert refused[0].json["errors"][0]["field"] == "code"
    assert say(system, payment, code, by="").status == 404
    assert say(system, {"transaction_id": f"t-{letters()}"}, code).status == 404
    for shapeless in ("", code.upper(), f"{code} ", code[:-1], "1" * 500):
        assert say(system, payment, shapeless).status == 400
    assert left(system, payment) == before


def test_a_code_is_spent_once_and_a_second_time_leaves_nothing(system: System, alerted: Alerted) -> None:
    payment, code = alerted()
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: say(system, payment, code).status, range(16)))
    assert statuses.count(200) == 1, statuses
    assert {*statuses} <= {200, 422, 503}
    before = left(system, payment)
    assert say(system, payment, code).status == 422
    assert left(system, payment) == before


def test_a_code_is_good_for_seven_days(system: System, alerted: Alerted) -> None:
    (old, expired), (young, code) = alerted(), alerted()
    for payment, at in ((old, "2020-01-01T00:00:00.000Z"), (young, "2099-01-01T00:00:00.000Z")):
        system.aws.client("dynamodb").update_item(
            TableName="transactions",
            Key={"transaction_id": {"S": payment["transaction_id"]}, "timestamp": {"N": "0"}},
            UpdateExpression="SET alerted_at = :at",
            ExpressionAttributeValues={":at": {"S": at}},
        )
    assert say(system, old, expired).status == 422
    assert say(system, young, code).status == 200


def test_what_a_bank_called_genuine_stays_so_and_the_code_is_not_spent(system: System, alerted: Alerted) -> None:
    payment, code = alerted()
    known = {"transaction_id": payment["transaction_id"]}
    system.report({**known, "verdict": "genuine"}, by="chargebacks")
    assert say(system, payment, code).json["verdict"] == "genuine"
    assert "not_me_at" not in system.traces.history(f"card#{payment['card_token']}")
    system.report({**known, "verdict": "fraud"}, by="chargebacks")
    assert say(system, payment, code).json["verdict"] == "fraud"
    assert "not_me_at" in system.traces.history(f"card#{payment['card_token']}")


def test_whoever_is_first_what_a_bank_calls_genuine_leaves_the_card_free(system: System, alerted: Alerted) -> None:
    for payment, code in [alerted() for _ in range(6)]:
        genuine = {"transaction_id": payment["transaction_id"], "verdict": "genuine"}
        with ThreadPoolExecutor(2) as pool:
            said = pool.submit(say, system, payment, code)
            while (answer := system.report(genuine, by="chargebacks")).status == 503:
                pass
            said.result()
        assert answer.json["verdict"] == "genuine"
        assert "not_me_at" not in system.traces.history(f"card#{payment['card_token']}")


def test_of_a_payment_whose_card_was_erased_not_me_marks_nothing(system: System, alerted: Alerted) -> None:
    payment, code = alerted()
    marker, row = system.traces.items(payment["transaction_id"])
    assert "card_token" in row
    system.aws.client("dynamodb").update_item(
        TableName="transactions",
        Key={"transaction_id": {"S": payment["transaction_id"]}, "timestamp": row["timestamp"]},
        UpdateExpression="REMOVE card_token",
    )
    assert say(system, payment, code).json["verdict"] == "fraud"
    assert system.traces.history("card#") == {}
    assert system.traces.items(payment["transaction_id"])[0] == marker


def test_another_payment_s_genuine_verdict_frees_no_card(system: System, card: str, alerted: Alerted) -> None:
    (payment, code), (other, _) = alerted(card_token=card), (transaction(amount=20.0, card_token=card), "")
    system.post(other)
    say(system, payment, code)
    system.report({"transaction_id": other["transaction_id"], "verdict": "genuine"}, by="chargebacks")
    assert "not_me_at" in system.traces.history(f"card#{card}")


def test_the_code_is_in_no_event_no_letter_and_no_item(system: System, alerted: Alerted) -> None:
    system.traces.events()
    payment, code = alerted()
    say(system, payment, code)
    kept = [system.traces.events(), system.traces.taken(DEAD_LETTERS), left(system, payment)]
    assert code not in json.dumps(kept, default=str)
