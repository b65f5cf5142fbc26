"""Announcements of cases on a local AWS: they go when a case is no longer open, and not before."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from live.aws import Aws
from review.after_verdict import after_verdict
from review.names import TRANSACTIONS
from review.sweep import Sweeper
from stacks.settings import Settings
from tests.review.announced import DEAD_LETTERS, Announced, event
from tests.review.conftest import BY_RISK, DAY, NOW, analyst, row, stored
from tests.review.served import serving
from tests.review.test_command import run

pytestmark = pytest.mark.xdist_group("review")
# As long as the queue keeps a message, in half days.
HALF_DAYS = 2 * Settings().message_retention // 86_400


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
    assert queue.looked_at() == dict.fromkeys(BY_RISK, 2)


def test_what_is_open_for_as_long_as_the_queue_keeps_it_does_not_become_a_dead_letter(
    aws: Aws, queue: Announced
) -> None:
    """Even where each look is one of two, by analysts who sweep at once."""
    queue.announce(*BY_RISK)
    for _ in range(2 * HALF_DAYS):
        assert queue.sweep().waiting == len(BY_RISK)
        queue.half_a_day_passes()
    assert queue.count(DEAD_LETTERS) == 0
    assert queue.count() == len(BY_RISK)


def test_a_verdict_takes_out_what_announced_its_case_and_looks_at_no_other(aws: Aws, queue: Announced) -> None:
    queue.announce(*BY_RISK)
    queue.sweep()
    after_verdict(queue.sweeper(), decide(aws, "t-1"))
    assert "announcement" not in stored(aws, "t-1")
    assert queue.looked_at() == dict.fromkeys({*BY_RISK} - {"t-1"}, 2)


def test_a_verdict_takes_it_out_though_it_is_visible_again(aws: Aws, queue: Announced) -> None:
    queue.announce("t-1")
    queue.sweep()
    receipt = decide(aws, "t-1")
    queue.half_a_day_passes()
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

    def decided_first(*asked: object) -> object:
        decide(aws, "t-1")
        return sweeper.keep(*asked)  # type: ignore[arg-type]

    late = Sweeper(sweeper.queue, decided_first)  # type: ignore[arg-type]
    assert late.sweep(most=10, seconds=60, wait=0).deleted == 1
    assert queue.count() == 0
    assert "announcement" not in stored(aws, "t-1")


def test_a_case_that_is_decided_after_it_was_looked_up_goes_with_the_next_look(aws: Aws, queue: Announced) -> None:
    queue.announce("t-1")
    sweeper = queue.sweeper()

    def decided_next(*asked: object) -> object:
        standing = sweeper.keep(*asked)  # type: ignore[arg-type]
        after_verdict(queue.sweeper(), decide(aws, "t-1"))
        return standing

    Sweeper(sweeper.queue, decided_next).sweep(most=10, seconds=60, wait=0)  # type: ignore[arg-type]
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
        queue.half_a_day_passes()
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
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 taken out, 5 still open, 0 not understood\n", "")
    queue.put("not an event")
    done = run(aws, tmp_path / "views", "sweep")
    assert (done.returncode, done.stdout) == (1, "0 taken out, 0 still open, 1 not understood\n")
    assert done.stderr.endswith(" names no stored payment; it is left for the dead letters\n")
    assert done.stderr.count("\n") == 1


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
        queue.until(2)
        assert served.ask("/case", form={"id": "t-1", "action": "claim"}).status == 303
        assert served.ask("/case", form={"id": "t-1", "action": "fraud"}).status == 303
        queue.until(1)
    assert queue.looked_at() == {"t-3": 2}


def test_a_verdict_stands_though_the_queue_cannot_be_swept(aws: Aws, tmp_path: Path) -> None:
    run(aws, tmp_path / "views", "claim", "t-1")
    done = run(aws, tmp_path / "views", "decide", "t-1", "fraud")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (0, "decided: fraud\n", 1)
    assert done.stderr.startswith(
        "review: the queue was not swept, `python -m review sweep` does it: GetQueueUrl answers"
    )
    assert stored(aws, "t-1")["reported"] == "fraud"
