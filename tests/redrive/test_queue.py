"""What is received is hidden for as long as it is dealt with, and no longer; nothing is lost."""

import json
from threading import Barrier
from typing import Any

import pytest

from redrive.names import DEAD_LETTERS
from redrive.queue import SETTLED_WITHIN_SECONDS, Queue, _at_once
from tests.processes import PATIENCE
from tests.redrive.fake_sqs import FakeSqs

SECONDS = 600


def queue_of(sqs: FakeSqs) -> Queue:
    return Queue(sqs, DEAD_LETTERS, SECONDS, clock=lambda: sqs.now)


def test_each_message_is_received_once_until_there_are_none() -> None:
    sqs = FakeSqs()
    ids = sqs.put(DEAD_LETTERS, *range(250))
    with queue_of(sqs) as queue:
        found = [each.id for messages in iter(lambda: queue.received(1_000), []) for each in messages]
    assert sorted(found) == sorted(ids)


def test_no_more_are_received_than_there_is_room_for() -> None:
    sqs = FakeSqs()
    sqs.put(DEAD_LETTERS, *range(250))
    with queue_of(sqs) as queue:
        assert len(queue.received(1)) == 1
        assert len(queue.received(13)) == 13
        assert len(queue.received(1_000)) == 100
    assert sqs.asked[0] == 1


def test_a_queue_that_seems_empty_is_asked_once() -> None:
    sqs = FakeSqs()
    with queue_of(sqs) as queue:
        assert queue.received(1_000) == []
    assert len(sqs.asked) == 1


def test_what_has_come_since_the_queue_was_opened_is_received_too() -> None:
    sqs = FakeSqs()
    with queue_of(sqs) as queue:
        ids = sqs.put(DEAD_LETTERS, *range(45))
        found = [each.id for messages in iter(lambda: queue.received(1_000), []) for each in messages]
    assert sorted(found) == sorted(ids)


def test_the_most_that_sqs_hides_are_not_exceeded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("redrive.queue.MOST_HIDDEN", 12)
    sqs = FakeSqs()
    sqs.put(DEAD_LETTERS, *range(20))
    with queue_of(sqs) as queue:
        assert len(queue.received(1_000)) == 12
        assert queue.received(1_000) == []


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_however_it_ends_all_but_the_deleted_is_visible_at_once(error: type[BaseException]) -> None:
    sqs = FakeSqs()
    ids = sqs.put(DEAD_LETTERS, *range(40))

    def settle_two() -> None:
        with queue_of(sqs) as queue:
            messages = queue.received(1_000)
            assert sqs.visible(DEAD_LETTERS) == []
            for each in messages[:2]:
                queue.delete(each)
            raise error

    with pytest.raises(error):
        settle_two()
    assert len(sqs.visible(DEAD_LETTERS)) == 38
    assert set(sqs.visible(DEAD_LETTERS)) < set(ids)


def test_what_a_killed_run_had_is_said_to_be_hidden_and_comes_back_by_itself() -> None:
    sqs = FakeSqs()
    sqs.put(DEAD_LETTERS, *range(30))
    queue_of(sqs).__enter__().received(20)
    assert (queue_of(sqs).__enter__().visible, queue_of(sqs).__enter__().hidden) == (10, 20)
    sqs.now += SECONDS
    assert queue_of(sqs).__enter__().hidden == 0


def test_what_is_held_for_long_is_renewed_and_what_cannot_be_is_ours_no_more() -> None:
    sqs = FakeSqs()
    stays, lapses = sqs.put(DEAD_LETTERS, *range(2))
    sqs.refused = {lapses}
    with queue_of(sqs) as queue:
        messages = {each.id: each for each in queue.received(1_000)}
        for _ in range(5):
            assert queue.holds(messages[stays])
            sqs.now += SECONDS - SETTLED_WITHIN_SECONDS - 1
            queue.renew()
        assert not queue.holds(messages[lapses])
        assert sqs.visible(DEAD_LETTERS) == [lapses]


def test_what_is_hidden_for_long_enough_is_not_renewed() -> None:
    sqs = FakeSqs()
    sqs.put(DEAD_LETTERS, 1)
    with queue_of(sqs) as queue:
        queue.received(1)
        sqs.now += 10
        queue.renew()
        (stored,) = sqs.queues[DEAD_LETTERS]
        assert stored.visible == 1_000 + SECONDS


def test_one_that_comes_again_is_no_new_one_and_goes_by_its_last_receipt() -> None:
    sqs = FakeSqs()
    (id_,) = sqs.put(DEAD_LETTERS, json.dumps("x"))
    with queue_of(sqs) as queue:
        (message,) = queue.received(1)
        sqs.now += SECONDS
        assert sqs.visible(DEAD_LETTERS) == [id_]
        assert queue.received(1) == []
        queue.delete(message)
    assert sqs.queues[DEAD_LETTERS] == []


def test_what_is_hidden_for_two_minutes_more_can_still_be_settled() -> None:
    sqs = FakeSqs()
    sqs.put(DEAD_LETTERS, 1)
    with queue_of(sqs) as queue:
        (message,) = queue.received(1)
        sqs.now += SECONDS - 121
        assert queue.holds(message)
        sqs.now += 1
        assert not queue.holds(message)


def test_what_is_hidden_for_less_than_half_of_the_time_is_renewed() -> None:
    sqs = FakeSqs()
    sqs.put(DEAD_LETTERS, 1)
    with queue_of(sqs) as queue:
        queue.received(1)
        (stored,) = sqs.queues[DEAD_LETTERS]
        sqs.now += SECONDS / 2
        queue.renew()
        assert stored.visible == 1_000 + SECONDS
        sqs.now += 1
        queue.renew()
        assert stored.visible == sqs.now + SECONDS


def test_what_lapsed_is_neither_renewed_nor_given_back() -> None:
    sqs = FakeSqs()
    (id_,) = sqs.put(DEAD_LETTERS, 1)
    with queue_of(sqs) as queue:
        queue.received(1)
        sqs.now += SECONDS
        queue.renew()
        assert sqs.visible(DEAD_LETTERS) == [id_]
        (other,) = queue_of(sqs).__enter__().received(1)
    assert other.id == id_
    assert sqs.visible(DEAD_LETTERS) == []


def test_nothing_is_asked_where_there_is_room_for_nothing() -> None:
    sqs = FakeSqs()
    sqs.put(DEAD_LETTERS, 1)
    with queue_of(sqs) as queue:
        assert queue.received(0) == []
    assert sqs.asked == []


def test_where_two_calls_would_get_all_two_are_made() -> None:
    sqs = FakeSqs()
    sqs.put(DEAD_LETTERS, *range(25))
    with queue_of(sqs) as queue:
        assert len(queue.received(1_000)) == 20
        assert len(queue.received(1_000)) == 5
    assert sqs.asked == [10, 10, 10]


def test_ten_are_given_back_in_a_call(monkeypatch: pytest.MonkeyPatch) -> None:
    sqs, given_back = FakeSqs(), list[int]()
    sqs.put(DEAD_LETTERS, *range(25))
    change = sqs.change_message_visibility_batch

    def noting(**asked: Any) -> dict[str, Any]:
        given_back.append(len(asked["Entries"]))
        return change(**asked)

    monkeypatch.setattr(sqs, "change_message_visibility_batch", noting)
    with queue_of(sqs) as queue:
        while queue.received(1_000):
            pass
    assert sorted(given_back) == [5, 10, 10]


def test_ten_calls_are_under_way_at_once() -> None:
    together = Barrier(10)
    assert sorted(_at_once(lambda _: together.wait(PATIENCE), range(10))) == [*range(10)]


def test_where_sqs_renews_nothing_it_is_ours_until_it_lapses() -> None:
    sqs = FakeSqs()
    (id_,) = sqs.put(DEAD_LETTERS, 1)
    sqs.refused = {id_}
    with queue_of(sqs) as queue:
        (message,) = queue.received(1)
        sqs.now += SECONDS - 121
        queue.renew()
        assert queue.holds(message)
        sqs.now += 1
        assert not queue.holds(message)
