"""Ten workers settle letters: each deed once, in its transaction's order, at a pace, and not for ever what fails."""

import signal
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Barrier, Event, Lock

import pytest

from commands.process import Stopped
from redrive.deeds import Deed, Notify, Publish, Start
from redrive.names import DEAD_LETTERS
from redrive.order import BEHIND, REPEATED, by_transaction
from redrive.pace import Pace
from redrive.queue import Queue
from redrive.reading import Received, received
from redrive.system import Result
from redrive.work import IN_A_ROW, LAPSED, TICK_SECONDS, WORKERS, Work
from tests.processes import PATIENCE
from tests.redrive.fake_sqs import FakeSqs
from tests.redrive.test_letters import NOW
from tests.redrive.test_order import kept

DONE, FAILED = Result("done", "done"), Result("failed", "it failed")


class Free(Pace):
    """A pace that nobody has to wait for; it counts the turns."""

    turns = 0

    def turn(self, stopped: Event) -> bool:
        self.turns += 1
        return not stopped.is_set()


class Few(Free):
    """A pace at which a sixth turn does not come."""

    def turn(self, stopped: Event) -> bool:
        with self._lock:
            self.turns += 1
            few = self.turns <= 5
        return few or not stopped.wait(PATIENCE)


@dataclass
class Run:
    """One run over these letters, of which each ends as `perform` says; what was heard is by the message's id."""

    bodies: list[object]
    perform: Callable[[Deed, str], Result] = lambda *_: DONE
    sqs: FakeSqs = field(default_factory=FakeSqs)
    pace: Free = field(default_factory=lambda: Free(50))
    heard: dict[str, Result] = field(default_factory=dict)
    late: float = 0

    def __post_init__(self) -> None:
        self.ids = self.sqs.put(DEAD_LETTERS, *self.bodies)

    def start(self, heard: Callable[[Received, Result], None] | None = None) -> "Run":
        with Queue(self.sqs, DEAD_LETTERS, 600, clock=lambda: self.sqs.now) as queue:
            letters = by_transaction(received([queue], room=lambda: 1_000, clock=lambda: NOW))
            self.sqs.now += self.late
            Work(deque(letters), self.pace, self.perform).run(heard=heard or self.hear, tick=lambda: None)
        return self

    def hear(self, each: Received, result: Result) -> None:
        self.heard[each.message.id] = result

    @property
    def left(self) -> list[str]:
        return [each.id for each in self.sqs.queues[DEAD_LETTERS]]


def transactions(number: int, reason: str = "not_stored") -> list[object]:
    return [kept(reason, f"t-{each}") for each in range(number)]


def transaction_of(deed: Deed) -> str:
    """The id of the transaction that a deed is about."""
    (said,) = (vars(deed)[name] for name in ("body", "detail", "payload", "event") if name in vars(deed))
    return str(said.get("transaction", said.get("detail", said))["transaction_id"])


def noted(deeds: list[Deed], deed: Deed, result: Result) -> Result:
    deeds.append(deed)
    return result


def test_all_are_done_and_deleted_at_the_pace() -> None:
    run = Run(transactions(100)).start()
    assert (set(run.heard), set(run.heard.values()), run.left) == (set(run.ids), {DONE}, [])
    assert run.pace.turns == 100


def test_no_more_than_ten_are_dealt_with_beside_each_other() -> None:
    now, most, lock = [0], [0], Lock()

    def perform(_deed: Deed, _queue: str) -> Result:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        Event().wait(0.01)
        with lock:
            now[0] -= 1
        return DONE

    Run(transactions(60), perform).start()
    assert most == [10]


def test_ten_are_dealt_with_beside_each_other() -> None:
    together = Barrier(WORKERS)

    def perform(_deed: Deed, _queue: str) -> Result:
        together.wait(PATIENCE)
        return DONE

    assert Run(transactions(WORKERS), perform).start().left == []


def test_no_two_letters_of_a_transaction_are_dealt_with_beside_each_other_and_each_in_its_order() -> None:
    reasons = ("not_stored", "event_not_published", "customer_not_notified")
    now: set[str] = set()
    seen: dict[str, list[type[Deed]]] = {}
    lock = Lock()

    def perform(deed: Deed, _queue: str) -> Result:
        name = transaction_of(deed)
        with lock:
            assert name not in now
            now.add(name)
            seen.setdefault(name, []).append(type(deed))
        # Time enough for another worker.
        Event().wait(0.001)
        with lock:
            now.remove(name)
        return DONE

    run = Run([kept(reason, f"t-{each}") for reason in reasons for each in range(40)], perform).start()
    assert run.left == []
    assert len(seen) == 40
    assert all(kinds == [Start, Publish, Notify] for kinds in seen.values())


def test_what_two_letters_ask_for_alike_is_done_once() -> None:
    done: list[Deed] = []
    letters = [kept("not_stored"), kept("validation_unavailable"), kept("customer_not_notified")]
    run = Run([*letters, kept("not_stored")], lambda deed, _: noted(done, deed, DONE)).start()
    assert [type(each) for each in done] == [Start, Notify]
    assert [run.heard[each] for each in run.ids] == [DONE, REPEATED, DONE, REPEATED]
    assert run.left == []


def test_what_cannot_be_settled_is_asked_once_and_left_with_all_that_asks_for_the_same() -> None:
    refused = Result("left", "was refused")
    done: list[Deed] = []
    run = Run([kept("not_stored")] * 3, lambda deed, _: noted(done, deed, refused)).start()
    assert len(done) == 1
    assert (list(run.heard.values()), run.left) == ([refused] * 3, run.ids)


def test_behind_one_that_fails_the_others_of_its_transaction_wait_and_all_others_go_on() -> None:
    failing = [kept("not_stored", "bad"), kept("not_stored", "bad"), kept("event_not_published", "bad")]
    run = Run([*failing, *transactions(30)], lambda deed, _: FAILED if transaction_of(deed) == "bad" else DONE).start()
    assert [run.heard[each] for each in run.ids[:4]] == [FAILED, BEHIND, BEHIND, DONE]
    assert run.left == run.ids[:3]


def test_after_ten_failures_in_a_row_it_stops_and_says_the_last() -> None:
    run = Run(transactions(200), lambda *_: FAILED)
    with pytest.raises(Stopped, match=r"^stopped: 10 transactions in a row failed, the last because it failed; fix "):
        run.start()
    assert set(run.heard.values()) == {FAILED}
    # The others that had begun were brought to their end.
    assert IN_A_ROW <= len(run.heard) < IN_A_ROW + WORKERS
    assert run.left == run.ids
    assert run.sqs.visible(DEAD_LETTERS) == run.ids


def test_the_tenth_failure_in_a_row_stops_it_and_one_that_is_done_begins_anew() -> None:
    work = Work(deque(), Free(50), lambda *_: DONE)
    for _ in range(3):
        for _ in range(9):
            work._count(FAILED)
        work._count(None)
    for _ in range(9):
        work._count(FAILED)
    with pytest.raises(Stopped):
        work._count(FAILED)


def test_failures_among_others_do_not_stop_it() -> None:
    fifths = {f"t-{each}" for each in range(0, 200, 5)}
    run = Run(transactions(200), lambda deed, _: FAILED if transaction_of(deed) in fifths else DONE).start()
    assert len(run.heard) == 200
    assert len(run.left) == 40


def test_what_any_letter_would_meet_ends_it_with_that() -> None:
    def perform(deed: Deed, _queue: str) -> Result:
        if transaction_of(deed) == "t-0":
            raise PermissionError
        return DONE

    run = Run(transactions(50), perform, pace=Few(50))
    with pytest.raises(PermissionError):
        run.start()
    assert run.sqs.visible(DEAD_LETTERS) == [each for each in run.ids if each not in run.heard]
    assert run.ids[0] in run.left


def test_one_whose_turn_comes_too_late_is_not_done() -> None:
    run = Run([kept("not_stored")], late=590).start()
    assert (list(run.heard.values()), run.left) == ([LAPSED], run.ids)
    assert Result("failed", "its turn came too late, and it is back in the queue") == LAPSED


def test_interrupted_it_brings_to_an_end_what_has_begun_and_gives_back_the_rest() -> None:
    run = Run(transactions(200))

    def heard(each: Received, result: Result) -> None:
        run.hear(each, result)
        if len(run.heard) == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run.start(heard)
    assert set(run.heard) | set(run.left) == set(run.ids)
    assert set(run.heard) & set(run.left) == set()
    assert run.sqs.visible(DEAD_LETTERS) == run.left
    again = Run([], sqs=run.sqs).start()
    assert (set(again.heard) | set(run.heard), again.left) == (set(run.ids), [])


def test_what_is_only_forgotten_needs_no_turn() -> None:
    run = Run(transactions(5, "merchant_not_counted")).start()
    assert (run.left, run.pace.turns) == ([], 0)


def test_each_second_there_is_a_tick_though_nothing_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("redrive.work.TICK_SECONDS", 0.01)
    ticks, third = list[int](), Event()

    def perform(_deed: Deed, _queue: str) -> Result:
        assert third.wait(PATIENCE)
        return DONE

    def tick() -> None:
        ticks.append(1)
        if len(ticks) == 3:
            third.set()

    sqs = FakeSqs()
    sqs.put(DEAD_LETTERS, *transactions(1))
    with Queue(sqs, DEAD_LETTERS, 600, clock=lambda: sqs.now) as queue:
        letters = by_transaction(received([queue], room=lambda: 1_000, clock=lambda: NOW))
        Work(deque(letters), Free(50), perform).run(heard=lambda *_: None, tick=tick)
    assert len(ticks) >= 3


def test_between_two_ticks_a_second_passes_however_many_are_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    assert TICK_SECONDS == 1
    monkeypatch.setattr("redrive.work.TICK_SECONDS", PATIENCE)
    ticks, sqs = list[int](), FakeSqs()
    sqs.put(DEAD_LETTERS, *transactions(50))
    with Queue(sqs, DEAD_LETTERS, 600, clock=lambda: sqs.now) as queue:
        letters = by_transaction(received([queue], room=lambda: 1_000, clock=lambda: NOW))
        Work(deque(letters), Free(50), lambda *_: DONE).run(heard=lambda *_: None, tick=lambda: ticks.append(1))
    assert len(ticks) == 1


class Waited(Event):
    """An event that nobody sets, and that notes how long somebody waits for it."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        self.seconds.append(timeout)
        return self.is_set()


def test_turns_come_evenly_and_none_is_made_up_for() -> None:
    now, stopped = [1_000.0], Waited()
    pace = Pace(50, clock=lambda: now[0])
    assert all(pace.turn(stopped) for _ in range(4))
    assert stopped.seconds == pytest.approx([0, 0.02, 0.04, 0.06])
    now[0] += 60
    assert all(pace.turn(stopped) for _ in range(2))
    assert stopped.seconds[4:] == pytest.approx([0, 0.02])
    stopped.set()
    assert not pace.turn(stopped)


def test_the_first_turn_comes_at_once_however_young_the_clock_is() -> None:
    stopped = Waited()
    assert Pace(50, clock=lambda: 0.0).turn(stopped)
    assert Pace(50).turn(stopped)
    assert stopped.seconds == [0, 0]


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_counts_when_what_has_begun_is_done_and_heard_of(
    sent: signal.Signals, capfd: pytest.CaptureFixture[str]
) -> None:
    run = Run(transactions(200), pace=Few(50))

    def heard(each: Received, result: Result) -> None:
        if not run.heard:
            signal.raise_signal(sent)
        run.hear(each, result)

    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            run.start(heard)
        assert signal.getsignal(signal.SIGTERM) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGTERM, before)
    assert set(run.heard) | set(run.left) == set(run.ids)
    assert set(run.heard) & set(run.left) == set()
    assert len(run.heard) == 5
    told = "redrive: what has begun is brought to its end; this may take half a minute"
    assert capfd.readouterr().err == f"\n{told}\n"
