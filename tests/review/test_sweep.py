"""Announcements of cases on a local AWS: they go when a case is no longer open, and not before."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from commands.messages import Message
from live.aws import Aws
from review.after_verdict import after_verdict
from review.names import TRANSACTIONS
from review.payment import Payment, Standing
from stacks.settings import Settings
from tests.review.announced import DEAD_LETTERS, Announced, event
from tests.review.conftest import BY_RISK, DAY, NOW, analyst, row, stored
from tests.review.served import serving
from tests.review.test_command import run

pytestmark = pytest.mark.xdist_group("review")
# When the alarm rings, in hours.
RINGS = Settings().old_message / 3_600


@pytest.fixture
def queue(aws: Aws) -> Iterator[Announced]:
    with Announced(aws) as announced:
        yield announced


def decide(aws: Aws, name: str) -> str:
    """Decide a case, without what follows; the receipt of its announcement."""
    analyst(aws).claim(name)
    decided = analyst(aws).decide(name, "fraud")
    assert decided
    return decided.announcement


def test_what_is_decided_or_waits_for_nobody_goes_and_what_is_open_stays(aws: Aws, queue: Announced) -> None:
    """A large payment that was declined is announced as well, and so would be one that was approved."""
    declined = row(8, ("t-9", "9000.00", "0.9900", "", "Shop")) | {"decision": {"S": "decline"}}
    aws.client("dynamodb").put_item(TableName=TRANSACTIONS, Item=declined)
    queue.announce("t-0", "t-9", *BY_RISK)
    decide(aws, "t-1")
    swept = queue.sweep()
    assert (swept.deleted, swept.waiting, swept.left) == (3, 4, set())
    assert {*queue.looked_at()} == {*BY_RISK} - {"t-1"}


def test_fifty_sweeps_and_fifty_listings_look_once_at_what_is_open(aws: Aws, queue: Announced) -> None:
    queue.announce(*BY_RISK)
    for _ in range(50):
        queue.sweep()
        analyst(aws).waiting()
    assert queue.count() == len(BY_RISK)
    assert queue.count(DEAD_LETTERS) == 0
    assert queue.looked_at() == dict.fromkeys(BY_RISK, 1)


@pytest.mark.parametrize("hours", [0, 0.5, 7, 11, 12, 19, 25])
def test_when_the_alarm_rings_what_is_open_is_visible_and_was_looked_at_twice_at_most(
    aws: Aws, queue: Announced, hours: float
) -> None:
    """However late somebody begins to sweep, and however often they do: so SQS counts it for the alarm."""
    queue.announce("t-1")
    queue.passes(hours=hours)
    queue.sweep()
    while queue.later < 3_600 * (RINGS + 1):
        queue.sweep()
        queue.passes(hours=0.25)
    queue.passes(hours=0.25)
    for _ in range(50):
        assert queue.sweep().overdue
        queue.passes(hours=5)
    assert queue.count(DEAD_LETTERS) == 0
    assert queue.count(hidden=False) == 1
    assert 1 <= queue.looked_at()["t-1"] <= 2


def test_an_overdue_case_keeps_others_announced_until_it_is_decided(aws: Aws, queue: Announced) -> None:
    queue.announce("t-1")
    queue.sweep()
    queue.passes(hours=RINGS + 0.1)
    queue.announce("t-0", "t-3")
    assert queue.sweep().overdue == Payment(id="t-1", at=int(stored(aws, "t-1")["timestamp"]))
    assert queue.count() == 3
    after_verdict(queue.sweeper(), decide(aws, "t-1"))
    assert queue.looked_at() == {"t-3": 1}


def test_a_payment_that_came_late_is_not_overdue_before_it_was_announced_for_so_long(
    aws: Aws, queue: Announced
) -> None:
    late = row(23, ("t-9", "9000.00", "0.9900", "", "Shop"))
    aws.client("dynamodb").put_item(TableName=TRANSACTIONS, Item=late)
    queue.announce("t-9", "t-0")
    assert queue.sweep().deleted == 1
    queue.announce("t-0")
    assert queue.sweep().deleted == 1
    queue.passes(hours=RINGS + 0.1)
    assert queue.sweep().overdue


def test_a_verdict_takes_out_what_announced_its_case_and_looks_at_no_other(aws: Aws, queue: Announced) -> None:
    queue.announce(*BY_RISK)
    queue.sweep()
    after_verdict(queue.sweeper(), decide(aws, "t-1"))
    assert "announcement" not in stored(aws, "t-1")
    assert queue.looked_at() == dict.fromkeys({*BY_RISK} - {"t-1"}, 1)


def test_a_verdict_takes_it_out_though_it_is_visible_again(aws: Aws, queue: Announced) -> None:
    queue.announce("t-1")
    queue.sweep()
    receipt = decide(aws, "t-1")
    queue.passes(hours=12)
    queue.sweeper().queue.delete([receipt])
    assert queue.count() == 0


def test_what_nobody_has_looked_at_is_swept_after_the_verdict(aws: Aws, queue: Announced) -> None:
    queue.announce(*BY_RISK)
    receipt = decide(aws, "t-1")
    assert receipt == ""
    after_verdict(queue.sweeper(), receipt)
    assert queue.count() == len(BY_RISK) - 1


def test_a_case_that_is_decided_while_it_is_looked_up_goes(aws: Aws, queue: Announced) -> None:
    queue.announce("t-1")
    sweeper = queue.sweeper()

    def decided_first(payment: Payment, message: Message) -> Standing:
        decide(aws, "t-1")
        return sweeper.keep(payment, message)

    late = replace(sweeper, keep=decided_first)
    assert late.sweep(most=10, seconds=60, wait=0).deleted == 1
    assert queue.count() == 0
    assert "announcement" not in stored(aws, "t-1")


def test_a_case_that_is_decided_after_it_was_looked_up_goes_with_the_next_look(aws: Aws, queue: Announced) -> None:
    queue.announce("t-1")
    sweeper = queue.sweeper()

    def decided_next(payment: Payment, message: Message) -> Standing:
        standing = sweeper.keep(payment, message)
        after_verdict(queue.sweeper(), decide(aws, "t-1"))
        return standing

    replace(sweeper, keep=decided_next).sweep(most=10, seconds=60, wait=0)
    queue.sweep()
    assert queue.count() == 0


def test_many_who_sweep_at_once_take_out_what_one_would(aws: Aws, queue: Announced) -> None:
    queue.announce(*BY_RISK, "t-0")
    with ThreadPoolExecutor(8) as pool:
        swept = [*pool.map(lambda _: queue.sweep(), range(16))]
    assert sum(each.deleted for each in swept) == 1
    assert {*queue.looked_at()} == {*BY_RISK}


def test_an_erased_payment_that_waits_is_still_announced(aws: Aws, queue: Announced) -> None:
    """Erasing takes the tokens, and leaves the case to be decided."""
    queue.announce("t-1")
    key = {"transaction_id": {"S": "t-1"}, "timestamp": {"N": stored(aws, "t-1")["timestamp"]}}
    aws.client("dynamodb").update_item(TableName=TRANSACTIONS, Key=key, UpdateExpression="REMOVE card_token")
    assert queue.sweep().waiting == 1


def test_what_names_no_row_and_what_nobody_can_read_become_dead_letters_in_the_end(aws: Aws, queue: Announced) -> None:
    queue.put("not an event")
    queue.put(event("t-1", NOW - DAY))
    for _ in range(Settings().review_attempts):
        swept = queue.sweep()
        assert (swept.deleted, len(swept.left)) == (0, 2)
        queue.passes(hours=0.1)
    assert queue.sweep().seen == 0
    assert queue.count(DEAD_LETTERS) == 2
    assert [item["timestamp"]["N"] for item in rows_of(aws, "t-1")] == ["0", stored(aws, "t-1")["timestamp"]]


def rows_of(aws: Aws, name: str) -> list[dict[str, dict[str, str]]]:
    items = aws.client("dynamodb").scan(TableName=TRANSACTIONS)["Items"]
    found = [item for item in items if item["transaction_id"]["S"] == name]
    return sorted(found, key=lambda item: int(item["timestamp"]["N"]))


def test_a_sweep_ends_at_so_many(aws: Aws, queue: Announced) -> None:
    queue.announce(*BY_RISK)
    assert queue.sweeper().sweep(most=2, seconds=60, wait=0).seen == 2
    assert queue.sweeper().sweep(most=2, seconds=0, wait=0).seen == 0


def test_the_command_sweeps_and_names_what_it_leaves(aws: Aws, queue: Announced, tmp_path: Path) -> None:
    queue.announce("t-0", *BY_RISK)
    done = run(aws, tmp_path / "views", "sweep")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "looked at 6: 1 taken out, 5 open, 0 not understood\n",
        "",
    )
    queue.put("not an event")
    done = run(aws, tmp_path / "views", "sweep")
    assert (done.returncode, done.stdout) == (1, "looked at 1: 0 taken out, 0 open, 1 not understood\n")
    assert done.stderr.endswith(" names no stored payment; it is left for the dead letters\n")
    assert done.stderr.count("\n") == 1


def test_the_command_says_for_which_case_the_alarm_rings(aws: Aws, queue: Announced, tmp_path: Path) -> None:
    queue.announce("t-0", "t-1")
    key = {"transaction_id": {"S": "t-1"}, "timestamp": {"N": stored(aws, "t-1")["timestamp"]}}
    aws.client("dynamodb").delete_item(TableName=TRANSACTIONS, Key=key)
    old = row(30, ("t-1", "4000.00", "0.9000", "p-1", "Shop")) | {"announced_at": {"N": str(NOW - DAY)}}
    aws.client("dynamodb").put_item(TableName=TRANSACTIONS, Item=old)
    done = run(aws, tmp_path / "views", "sweep")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "review: t-1, paid 1 d ago, rings the alarm; decide it first, and sweep then\n"
    assert queue.count() == 2


def test_the_command_decides_and_takes_the_announcement_out(aws: Aws, queue: Announced, tmp_path: Path) -> None:
    queue.announce("t-1", "t-3", "t-0")
    run(aws, tmp_path / "views", "claim", "t-1")
    assert queue.count() == 3
    done = run(aws, tmp_path / "views", "decide", "t-1", "fraud", "--dry-run")
    assert queue.count() == 3
    done = run(aws, tmp_path / "views", "decide", "t-1", "fraud")
    assert (done.returncode, done.stdout, done.stderr) == (0, "decided: fraud\n", "")
    assert queue.count() == 1


def test_the_page_sweeps_as_it_starts_and_after_a_verdict(aws: Aws, queue: Announced, tmp_path: Path) -> None:
    queue.announce("t-0", "t-1", "t-3")
    with serving(aws, tmp_path / "views") as served:
        served.enter()
        queue.wait_until(2)
        assert served.ask("/case", form={"id": "t-1", "action": "claim"}).status == 303
        assert served.ask("/case", form={"id": "t-1", "action": "fraud"}).status == 303
        queue.wait_until(1)
    assert queue.looked_at() == {"t-3": 1}


def test_a_verdict_stands_though_the_queue_cannot_be_swept(aws: Aws, tmp_path: Path) -> None:
    run(aws, tmp_path / "views", "claim", "t-1")
    done = run(aws, tmp_path / "views", "decide", "t-1", "fraud")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (0, "decided: fraud\n", 1)
    assert done.stderr.startswith(
        "review: the queue was not swept, `python -m review sweep` does it: GetQueueUrl answers"
    )
    assert stored(aws, "t-1")["reported"] == "fraud"
