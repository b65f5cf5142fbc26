"""Dead letters of the running system, and what the redrive makes of them."""

import json
from typing import Any

import pytest

from live.story import letters, transaction
from live.system import System
from live.traces import DEAD_LETTERS, REVIEW
from tests.live.customer import CUSTOMER, LINK
from tests.live.grants import event, without
from tests.redrive.run import lines, run

NOTHING = (0, "", "0 done, 0 failed, 0 left\n")


@pytest.fixture(autouse=True)
def quiet(system: System) -> None:
    """What earlier requests left is nobody's business here."""
    for queue in (DEAD_LETTERS, REVIEW):
        system.traces.taken(queue)
    system.traces.events(), system.traces.alerts()


def put(system: System, letter: dict[str, Any]) -> None:
    sqs = system.aws.client("sqs")
    url = sqs.get_queue_url(QueueName=DEAD_LETTERS)["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody=json.dumps(letter))


def redriven(system: System) -> list[tuple[str, str]]:
    """What came of each letter; afterwards there is nothing left to do."""
    done = run(system.aws, "--apply")
    assert done.returncode == 0, done.stderr
    again = run(system.aws, "--apply")
    assert (again.returncode, again.stdout, again.stderr) == NOTHING
    return lines(done)


def test_a_customer_who_could_not_be_told_is_told_by_the_redrive_and_once(system: System) -> None:
    body = transaction(amount=6000.0, terminal_id=f"te-{letters()}", **CUSTOMER)
    with without(system, "notification-sender", "sns:Publish"):
        answer = system.post(body)
        assert (answer.status, answer.json["decision"]) == (200, "review")
        stopped = run(system.aws, "--apply")
        assert stopped.returncode == 1
        assert "notification-sender failed" in stopped.stderr
    assert system.traces.alerts() == []
    seen = run(system.aws)
    assert lines(seen) == [("customer_not_notified", "notify the customer")]
    assert body["transaction_id"] in seen.stdout
    assert redriven(system) == [("customer_not_notified", "customer notified")]
    alerts = system.traces.alerts()
    assert ["6000.00" in alert["Message"] for alert in alerts] == [True, True]
    (link,) = (found for alert in alerts if (found := LINK.search(alert["Message"])))
    report = {"transaction_id": link["id"], "code": link["code"], "verdict": "fraud"}
    assert system.report(report, by="customers").json["verdict"] == "fraud"


@pytest.mark.parametrize("reason", ["not_stored", "validation_unavailable"])
def test_what_was_not_stored_is_stored_and_told_by_the_redrive(system: System, reason: str) -> None:
    kept = event(amount=6000.0)
    transaction_id = kept["transaction"]["transaction_id"]
    letter = {"reason": reason, "transaction_id": transaction_id, **kept}
    put(system, letter)
    put(system, letter)
    assert sorted(redriven(system)) == [(reason, "decided: review"), (reason, "done once, with an earlier letter")]
    put(system, letter)
    assert redriven(system) == [(reason, "decided: review, as before")]
    assert len(system.traces.items(transaction_id)) == 2
    assert [each["transaction_id"] for each in system.traces.events()] == [transaction_id]
    assert len(system.traces.alerts()) == 1


def test_an_event_that_was_not_published_reaches_the_reviewers_by_the_redrive(system: System) -> None:
    kept = event(amount=6000.0)
    put(system, {"reason": "event_not_published", **kept})
    assert redriven(system) == [("event_not_published", "event published")]
    (reviewed,) = system.traces.taken(REVIEW)
    assert reviewed["detail"]["transaction_id"] == kept["transaction"]["transaction_id"]
    assert "card_token" not in reviewed["detail"]
