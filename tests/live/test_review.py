"""An analyst's verdicts on what the deployed workflow has stored, and what they change about the next payment."""

import time
import uuid

import pytest

from commands.process import Stopped
from live.past import remember
from live.story import transaction
from live.system import System
from live.traces import REVIEW
from review.after_verdict import after_verdict
from review.analyst import Analyst
from review.announcement import kept
from review.names import TRANSACTIONS
from review.overdue import overdue
from review.queue import Queue
from review.sweep import Sweeper, Swept
from review.tables import keep

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


def sweeper(system: System) -> Sweeper:
    dynamodb = system.aws.client("dynamodb")
    return Sweeper(
        queue=Queue(system.aws.client("sqs")),
        keep=lambda payment, message: keep(dynamodb, kept(payment, receipt=message.receipt, sent=message.sent)),
        overdue=lambda before: overdue(dynamodb, before),
        clock=lambda: time.time_ns() // 1_000_000,
    )


def announced(system: System) -> set[str]:
    """The transactions that are announced, hidden or not; they are taken out by that."""
    for item in system.aws.client("dynamodb").scan(TableName=TRANSACTIONS)["Items"]:
        if receipt := item.get("announcement", {}).get("S"):
            sweeper(system).queue.hide({receipt: 0})
    return {str(event["detail"]["transaction_id"]) for event in system.traces.taken(REVIEW)}


def sweep(system: System) -> Swept:
    """One sweep, of all that is announced."""
    return sweeper(system).sweep(most=1_000, seconds=60, wait=1)


def test_fifty_sweeps_and_fifty_listings_leave_each_announcement_of_an_open_case(system: System) -> None:
    system.traces.taken(REVIEW)
    names = {hasty(system, f"p-{uuid.uuid4()}"), large(system)}
    assert (sweep(system).waiting, sweep(system).seen) == (2, 0)
    for name in names:
        for _ in range(25):
            analyst(system).waiting()
            analyst(system).look(name)
            sweeper(system).sweep(most=1_000, seconds=60, wait=0)
    assert system.traces.taken("transaction-review-dead-letters") == []
    assert announced(system) == names


def test_an_announcement_goes_with_its_verdict_and_others_stay(system: System) -> None:
    system.traces.taken(REVIEW)
    decided, unseen, open_ = large(system), large(system), large(system)
    assert sweep(system).waiting == 3
    analyst(system).claim(decided)
    case = analyst(system).decide(decided, "genuine")
    assert case
    after_verdict(sweeper(system), case.announcement)
    assert announced(system) == {unseen, open_}


def test_a_large_payment_that_is_declined_is_announced_and_the_next_sweep_takes_it_out(system: System) -> None:
    system.traces.taken(REVIEW)
    body = transaction(amount=6_000.0)
    decisions: list[str] = []
    # Of so many payments of a card in ten minutes, all others are.
    while "decline" not in decisions and len(decisions) < 2 * MANY:
        decisions.append(system.post({**body, "transaction_id": str(uuid.uuid4())}).json["decision"])
    assert decisions == [*["review"] * (len(decisions) - 1), "decline"]
    swept = sweep(system)
    assert (swept.deleted, swept.waiting, swept.left) == (1, len(decisions) - 1, set())


def large(system: System) -> str:
    """A payment over the review limit, which waits for a person."""
    body = transaction(amount=6_000.0)
    assert system.post(body).json["decision"] == "review"
    return str(body["transaction_id"])
