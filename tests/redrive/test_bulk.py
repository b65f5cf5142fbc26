"""The command on many letters: bounded, readable, resumable; every letter is counted, and none is lost."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from click import testing

from redrive import command, run
from redrive.deeds import Deed
from redrive.names import DEAD_LETTERS, REVIEW_DEAD_LETTERS
from redrive.queue import Queue
from redrive.report import now
from redrive.system import Result
from tests.redrive.fake_sqs import FakeSqs
from tests.redrive.test_letters import EVENT
from tests.redrive.test_order import kept
from tests.redrive.test_work import DONE, FAILED, Free, transaction_of

HOUR = 3_600_000


def at(timestamp: int, transaction_id: str = "t-1") -> dict[str, Any]:
    """A letter of a transaction of this time."""
    letter = kept("not_stored", transaction_id)
    return letter | {"transaction": {**letter["transaction"], "timestamp": timestamp}}


OLD = at(1)


@dataclass
class Deployed:
    """A system whose queues are these, and where each deed ends as `ends` says."""

    sqs: FakeSqs = field(default_factory=FakeSqs)
    ends: Callable[[Deed], Result] = lambda _: DONE
    done: Counter[str] = field(default_factory=Counter)

    def redrive(self, *arguments: str) -> testing.Result:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(command, "client", {"sqs": self.sqs}.__getitem__)
            patch.setattr(command, "Queue", partial(Queue, clock=lambda: self.sqs.now))
            patch.setattr(command, "Pace", Free)
            patch.setattr(run, "perform", self.perform)
            return testing.CliRunner().invoke(command.redrive, arguments)

    def perform(self, deed: Deed, queue_arn: str) -> Result:
        assert queue_arn.startswith("arn:aws:sqs:")
        result = self.ends(deed)
        self.done[f"{transaction_of(deed)} {result.state}"] += 1
        return result

    def put(self, number: int, reason: str = "event_not_published", age: int = 0) -> list[str]:
        bodies = [kept(reason, f"{reason}-{each}") for each in range(number)]
        return self.sqs.put(DEAD_LETTERS, *bodies, sent=now() - age)


def lines(text: str) -> list[str]:
    """Each line with one blank where there are several."""
    return [re.sub(r" +", " ", each).strip() for each in text.splitlines()]


def test_a_look_at_thousands_is_a_few_lines_with_all_of_them_counted_and_hides_none() -> None:
    system = Deployed()
    system.put(1_500), system.put(1_200, "customer_not_notified", 2 * HOUR), system.put(300, age=50 * HOUR)
    system.sqs.put(DEAD_LETTERS, *["?", OLD] * 2, sent=now())
    done = system.redrive()
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 20
    assert lines(done.stderr) == [
        "under 1 h under 24 h older",
        "not_stored 2 0 0",
        "event_not_published 1,500 0 300",
        "customer_not_notified 0 1,200 0",
        "unknown 2 0 0",
        "1,800 event_not_published: publish the event",
        "1,200 customer_not_notified: notify the customer",
        "2 unknown: leave it: it is not a letter that this command understands",
        "2 not_stored: leave it: it is older than 24 hours, and would be refused; settle it by hand",
        "3,004 looked at, nothing changed; settle them with --apply",
    ]
    assert len(system.sqs.visible(DEAD_LETTERS)) == 3_004
    assert system.done == Counter()


def test_a_look_goes_no_further_than_asked_and_says_how_many_there_are() -> None:
    system = Deployed()
    system.put(300)
    done = system.redrive("--most", "120", "--show", "3")
    assert len(done.stdout.splitlines()) == 3
    assert done.stderr.splitlines()[-1] == "120 of about 300 looked at, nothing changed; settle them with --apply"
    assert len(system.sqs.visible(DEAD_LETTERS)) == 300


def test_thousands_are_settled_in_one_run_and_the_second_has_nothing_to_do() -> None:
    system = Deployed()
    system.put(3_000)
    system.sqs.put(REVIEW_DEAD_LETTERS, *[{**EVENT, "detail": {"transaction_id": f"r-{each}"}} for each in range(70)])
    done = system.redrive("--apply")
    assert (done.exit_code, len(done.stdout.splitlines())) == (0, 20)
    assert lines(done.stderr) == [
        "done failed left",
        "event_not_published 3,000 0 0",
        "event_not_delivered 70 0 0",
        "3,070 done, 0 failed, 0 left",
    ]
    again = system.redrive("--apply")
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "0 done, 0 failed, 0 left\n")
    assert set(system.done.values()) == {1}


def test_no_more_are_done_than_asked_and_the_next_run_goes_on() -> None:
    system = Deployed()
    # What nobody can do anything about stands in nobody's way.
    system.sqs.put(DEAD_LETTERS, *[OLD] * 150, sent=now())
    system.put(250)
    for left in (150, 50, 0):
        assert system.redrive("--apply", "--most", "100").exit_code == 1
        assert len(system.sqs.visible(DEAD_LETTERS)) == 150 + left
    assert set(system.done.values()) == {1}


def test_what_fails_is_tried_once_in_a_run_counted_and_told_by_the_status() -> None:
    system = Deployed(ends=lambda deed: FAILED if transaction_of(deed).endswith("7") else DONE)
    system.put(500)
    done = system.redrive("--apply")
    assert done.exit_code == 1
    assert lines(done.stderr) == [
        "done failed left",
        "event_not_published 450 50 0",
        "50 event_not_published failed: it failed",
        "450 done, 50 failed, 0 left",
    ]
    # Of those that are not done, as many are lines as of those that are.
    assert sum(line.endswith("\tit failed") for line in done.stdout.splitlines()) == 20
    assert len(system.sqs.visible(DEAD_LETTERS)) == 50
    assert set(system.done.values()) == {1}


def test_a_letter_that_its_own_failure_makes_waits_for_the_next_run() -> None:
    system, begun = Deployed(), now()

    def fails(deed: Deed) -> Result:
        system.sqs.put(DEAD_LETTERS, at(begun, transaction_of(deed)), sent=now())
        return FAILED

    system.ends = fails
    system.sqs.put(DEAD_LETTERS, *[at(begun, f"t-{each}") for each in range(9)], sent=begun)
    assert system.redrive("--apply").stderr.endswith("0 done, 9 failed, 0 left\n")
    assert len(system.sqs.visible(DEAD_LETTERS)) == 18
    system.ends = lambda _: DONE
    assert system.redrive("--apply").stderr.endswith("18 done, 0 failed, 0 left\n")
    assert Counter(name.split()[1] for name in system.done.elements()) == {"failed": 9, "done": 9}


def test_where_nothing_works_it_stops_early_and_all_are_left() -> None:
    system = Deployed(ends=lambda _: FAILED)
    system.put(2_000)
    done = system.redrive("--apply")
    assert "stopped: 10 transactions in a row failed" in str(done.exception)
    assert done.stderr.splitlines()[-1].startswith("0 done, ")
    assert re.search(r"^1,9\d\d event_not_published left: its turn did not come$", done.stderr, re.MULTILINE)
    assert len(system.sqs.visible(DEAD_LETTERS)) == 2_000
    assert system.done.total() < 20


def test_what_nothing_can_be_done_about_is_left_and_says_why() -> None:
    system = Deployed()
    (unknown,) = system.sqs.put(DEAD_LETTERS, "?", sent=now())
    done = system.redrive("--apply")
    why = "is not a letter that this command understands"
    assert (done.exit_code, done.stdout) == (1, f"unknown\t{unknown}\t-\t0 min\t{why}\n")
    assert lines(done.stderr) == [
        "done failed left",
        "unknown 0 0 1",
        f"1 unknown left: {why}",
        "0 done, 0 failed, 1 left",
    ]


def test_letters_that_a_killed_run_hides_are_told() -> None:
    system = Deployed()
    system.put(30)
    system.sqs.receive_message(QueueUrl=DEAD_LETTERS, MaxNumberOfMessages=10, VisibilityTimeout=600, WaitTimeSeconds=1)
    done = system.redrive("--apply")
    told = "another run has them, or one was killed, and they are back within ten minutes"
    assert done.stderr.startswith(f"transaction-dead-letters: about 10 letters are hidden: {told}\n")
    assert done.stderr.endswith("20 done, 0 failed, 0 left\n")
    system.sqs.now += 600
    assert system.redrive("--apply").stderr.endswith("10 done, 0 failed, 0 left\n")


@pytest.mark.parametrize(("arguments", "seconds"), [((), 120), (("--apply",), 600)])
def test_a_look_that_is_killed_hides_letters_for_two_minutes_and_a_run_for_ten(
    arguments: tuple[str, ...], seconds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    system, hidden = Deployed(), list[int]()
    system.put(1)
    receive = system.sqs.receive_message

    def noting(**given: Any) -> dict[str, Any]:
        hidden.append(given["VisibilityTimeout"])
        return receive(**given)

    monkeypatch.setattr(system.sqs, "receive_message", noting)
    system.redrive(*arguments)
    assert set(hidden) == {seconds}


@pytest.mark.parametrize(
    ("reason", "intent"),
    [
        ("not_stored", "start the workflow again"),
        ("event_not_published", "publish the event"),
        ("customer_not_notified", "notify the customer"),
        ("merchant_not_counted", "delete it: nothing is left to be done"),
    ],
)
def test_a_line_says_reason_message_transaction_age_and_what_would_be_done(reason: str, intent: str) -> None:
    system = Deployed()
    begun = now()
    letter = kept(reason) | {"transaction": {**kept(reason)["transaction"], "timestamp": begun}}
    (id_,) = system.sqs.put(DEAD_LETTERS, letter, sent=begun - 2 * HOUR)
    assert system.redrive().stdout == f"{reason}\t{id_}\tt-1\t2 h\t{intent}\n"


def test_what_has_no_transaction_shows_a_dash_and_reviewers_letters_go_back_to_them() -> None:
    system = Deployed()
    (unknown,) = system.sqs.put(DEAD_LETTERS, "?", sent=now())
    (review,) = system.sqs.put(REVIEW_DEAD_LETTERS, EVENT, sent=now())
    assert system.redrive().stdout.splitlines() == [
        f"unknown\t{unknown}\t-\t0 min\tleave it: it is not a letter that this command understands",
        f"event_not_delivered\t{review}\tt-1\t0 min\tput it back into the review queue",
    ]


def test_an_event_in_the_queue_of_the_workflow_would_be_published() -> None:
    system = Deployed()
    system.sqs.put(DEAD_LETTERS, EVENT, sent=now())
    assert system.redrive().stdout.endswith("\tt-1\t0 min\tpublish the event\n")


def test_where_nothing_is_there_a_look_says_so() -> None:
    done = Deployed().redrive()
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "0 looked at, nothing changed\n")


def test_a_look_at_one_letter_shows_one() -> None:
    system = Deployed()
    system.put(3)
    told = "1 of about 3 looked at, nothing changed; settle them with --apply"
    assert system.redrive("--most", "1").stderr.splitlines()[-1] == told


def test_a_look_at_all_that_is_there_says_no_more() -> None:
    system = Deployed()
    system.put(5)
    for most in ("5", "6"):
        told = "5 looked at, nothing changed; settle them with --apply"
        assert system.redrive("--most", most).stderr.splitlines()[-1] == told


@pytest.mark.parametrize(("age", "column"), [(HOUR - 60_000, 0), (HOUR, 1), (24 * HOUR - 60_000, 1), (24 * HOUR, 2)])
def test_letters_are_counted_by_age(age: int, column: int) -> None:
    system = Deployed()
    system.put(1, age=age)
    counts = ["1" if each == column else "0" for each in range(3)]
    assert lines(system.redrive().stderr)[1] == " ".join(["event_not_published", *counts])


@pytest.mark.parametrize(
    "wrong", [("--most", "0"), ("--most", "100001"), ("--rate", "0"), ("--rate", "101"), ("--show", "-1")]
)
def test_a_number_out_of_bounds_is_refused_and_nothing_is_done(wrong: tuple[str, ...]) -> None:
    system = Deployed()
    system.put(1)
    assert system.redrive("--apply", *wrong).exit_code == 2
    assert len(system.sqs.visible(DEAD_LETTERS)) == 1


@pytest.mark.parametrize(("arguments", "rate"), [((), 50), (("--rate", "7"), 7)])
def test_letters_are_settled_at_the_rate_that_is_asked_for(
    arguments: tuple[str, ...], rate: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rates = list[int]()
    monkeypatch.setattr(command, "settle", lambda *_, pace, **__: rates.append(pace.rate))
    assert Deployed().redrive("--apply", *arguments).exit_code == 0
    assert rates == [rate]


def test_numbers_at_the_bounds_are_taken() -> None:
    assert Deployed().redrive("--apply", "--most", "100000", "--rate", "100", "--show", "0").exit_code == 0


def test_while_many_are_read_those_read_first_stay_hidden() -> None:
    system = Deployed(FakeSqs(seconds=2))
    system.put(1_000)
    assert system.redrive().stderr.endswith("1,000 looked at, nothing changed; settle them with --apply\n")
    # Longer than a look hides them.
    assert system.sqs.now > 1_000 + command.HIDDEN_SECONDS[False]
    assert {each.looks for each in system.sqs.queues[DEAD_LETTERS]} == {1}


def test_while_many_are_settled_those_that_wait_stay_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    system = Deployed()
    system.put(30)

    class Slow:
        def __init__(self, *_: object) -> None: ...

        def run(self, *, heard: object, tick: Callable[[], None]) -> None:
            for _ in range(5):
                system.sqs.now += 400
                tick()
                assert system.sqs.visible(DEAD_LETTERS) == []

    monkeypatch.setattr(run, "Work", Slow)
    assert system.redrive("--apply").stderr.endswith("0 done, 0 failed, 30 left\n")
    assert len(system.sqs.visible(DEAD_LETTERS)) == 30


def test_only_letters_of_a_reason_are_touched_and_counted() -> None:
    system = Deployed()
    system.put(40), system.put(30, "customer_not_notified")
    assert system.redrive("--apply", "--reason", "event_not_published").stderr.endswith("40 done, 0 failed, 0 left\n")
    assert len(system.sqs.visible(DEAD_LETTERS)) == 30


def test_a_look_at_letters_of_a_reason_shows_no_others() -> None:
    system = Deployed()
    system.put(4), system.put(3, "customer_not_notified")
    done = system.redrive("--reason", "customer_not_notified")
    assert done.stderr.endswith("\n3 looked at, nothing changed; settle them with --apply\n")
    assert {line.split("\t")[0] for line in done.stdout.splitlines()} == {"customer_not_notified"}


def test_standard_output_holds_letters_alone_each_of_five_fields() -> None:
    system = Deployed()
    system.put(50)
    for arguments in ([], ["--apply", "--show", "50"]):
        done = system.redrive(*arguments)
        assert all(line.count("\t") == 4 for line in done.stdout.splitlines())
        assert "\r" not in done.stdout + done.stderr
    assert len(done.stdout.splitlines()) == 50
