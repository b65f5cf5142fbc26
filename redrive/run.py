"""One run over the queues: a look at the letters, or the settling of all about which something can be done."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

from redrive.deeds import Deed, Forget, Leave, Notify, Publish, Review, Start
from redrive.order import by_transaction
from redrive.pace import Pace
from redrive.queue import Queue
from redrive.reading import Received, received
from redrive.report import Report, now
from redrive.system import Result, perform
from redrive.work import Work

INTENT: Mapping[type[Any], str] = {
    Start: "start the workflow again",
    Publish: "publish the event",
    Notify: "notify the customer",
    Review: "put it back into the review queue",
    Forget: "delete it: nothing is left to be done",
}


def look(queues: Sequence[Queue], report: Report, *, most: int, reason: str | None) -> None:
    """Say of so many letters what would be done."""
    for each in received(queues, room=lambda: most - report.counts.total(), clock=now):
        if reason in (None, each.letter.reason):
            report.looked(each, _intent(each.letter.deed))


def settle(queues: Sequence[Queue], report: Report, *, most: int, pace: Pace, reason: str | None) -> None:
    """Do what so many letters ask for; those about which nothing can be done are left, and do not count."""
    letters: list[Received] = []
    for each in received(queues, room=lambda: most - len(letters), clock=now):
        if reason in (None, each.letter.reason):
            report.planned(each)
            if isinstance(each.letter.deed, Leave):
                report.heard(each, Result("left", each.letter.deed.why))
            else:
                letters.append(each)

    def tick() -> None:
        for queue in queues:
            queue.renew()
        report.how_far()

    Work(deque(by_transaction(letters)), pace, perform).run(heard=report.heard, tick=tick)


def _intent(deed: Deed) -> str:
    return f"leave it: it {deed.why}" if isinstance(deed, Leave) else INTENT[type(deed)]
