"""An analyst's verdicts on what the deployed workflow has stored, and what they change about the next payment."""

import time
import uuid

import pytest

from commands.process import Stopped
from live.past import remember
from live.story import transaction
from live.system import System
from live.traces import REVIEW
from review.analyst import Analyst

ANN, BOB = (f"arn:aws:iam::123456789012:user/{name}" for name in ("ann", "bob"))
# More than are reviewed, however much older ones have faded meanwhile.
MANY = 12
CODE = "fraud_confirmed_at_terminal"


def analyst(system: System, arn: str = ANN) -> Analyst:
    return Analyst(system.aws.client("dynamodb"), arn, lambda *_: None, lambda: time.time_ns() // 1_000_000)


def hasty(system: System, terminal: str) -> str:
    """The last of so many payments in ten minutes that it is reviewed, though its amount is ordinary for its card."""
    body = transaction(amount=12.5, terminal_id=terminal)
    remember(system, body, [12.5] * 12)
    for _ in range(MANY):
        answer = system.post(body).json
        if answer["decision"] == "review":
            assert CODE not in answer["reasons"]
            return str(body["transaction_id"])
        body = {**body, "transaction_id": str(uuid.uuid4())}
    raise AssertionError("none of so many payments was reviewed")


def small(system: System, terminal: str) -> list[str]:
    reasons: list[str] = system.post(transaction(amount=12.5, terminal_id=terminal)).json["reasons"]
    return reasons


def decide(system: System, name: str, said: str, arn: str = ANN) -> None:
    analyst(system, arn).claim(name)
    assert analyst(system, arn).decide(name, "fraud" if said == "fraud" else "genuine")


def test_a_terminal_is_caught_after_two_verdicts_not_before_and_let_go_when_one_is_corrected(system: System) -> None:
    terminal = f"p-{uuid.uuid4()}"
    one, two = (hasty(system, terminal) for _ in range(2))
    decide(system, one, "fraud")
    assert CODE not in small(system, terminal)
    decide(system, two, "fraud")
    assert CODE in small(system, terminal)
    decide(system, two, "genuine", BOB)
    assert CODE not in small(system, terminal)


def test_what_the_workflow_wants_reviewed_waits_and_what_it_approves_does_not(system: System) -> None:
    approved = transaction(amount=12.5)
    assert system.post(approved).json["decision"] == "approve"
    name = hasty(system, f"p-{uuid.uuid4()}")
    waiting = {payment.id for payment in analyst(system).waiting()}
    assert name in waiting
    assert approved["transaction_id"] not in waiting
    with pytest.raises(Stopped, match="nobody has to review it"):
        analyst(system).claim(approved["transaction_id"])
    case = analyst(system).look(name)
    assert case.profile
    assert case.reasons[0][0] == "many_payments_in_10_minutes"
    decide(system, name, "genuine")
    assert name not in {payment.id for payment in analyst(system).waiting()}


def test_fifty_listings_leave_every_message_of_the_queue(system: System) -> None:
    system.traces.taken(REVIEW)
    name = hasty(system, f"p-{uuid.uuid4()}")
    for _ in range(50):
        analyst(system).waiting()
        analyst(system).look(name)
    (message,) = system.traces.taken(REVIEW)
    assert name in str(message)
