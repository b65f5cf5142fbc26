"""An overload, and what is due after it, judged by the answers and by what is stored and kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from live.load import Sent
from live.system import System
from live.traces import DEAD_LETTERS
from tests.live.functions import reserve
from tests.redrive.run import run

DECIDED, ACCEPTED, UNAVAILABLE = 200, 202, 503
# The functions that the workflow calls; one that takes up what could not be called keeps its executions.
CALLED = ("transaction-validator", "fraud-analyzer", "notification-sender")
NOT_VALIDATED = "validation_unavailable"
RECEIPT = re.compile(r"[0-9a-f]{128}")
HIDDEN_SECONDS = 60
# What fails in a run is tried again in the next one; on a busy machine a call may fail.
RUNS = 10


@dataclass(frozen=True)
class Left:
    """What there is of a payment: the decisions of its markers and rows, whose rows they are, why it was kept."""

    markers: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def stored(self) -> tuple[int, int]:
        """How many markers and rows: (0, 0) or (1, 1)."""
        return len(self.markers), len(self.rows)


def complaints(sent: Sequence[Sent], left: Mapping[str, Left], *, settled: bool = False) -> list[str]:
    """What is not as it must be, a line each, once what was accepted has had its time.

    Until the dead letters are `settled`, what was answered with 503 may be in one, or with its client alone.
    """
    found = [f"{each.id}: answered {each.status}: {each.answer}" for each in sent if not _proper(each)]
    by_id: dict[str, list[Sent]] = {}
    for each in sent:
        by_id.setdefault(each.id, []).append(each)
    for name, answers in by_id.items():
        found += [f"{name}: {words}" for words in _of_one(answers, left.get(name, Left()), settled)]
    return found


def _proper(sent: Sent) -> bool:
    """A decision of this payment, its receipt, or a word to come again that says nothing of it; with a time to wait."""
    if sent.status not in (DECIDED, ACCEPTED, UNAVAILABLE):
        return False
    said = json.loads(sent.answer)
    if sent.status == DECIDED:
        return bool(said["transaction_id"] == sent.id)
    # Who sent many in one call is told to wait by none of their answers.
    waits = sent.retry_after.isdecimal() or sent.together
    if sent.status == UNAVAILABLE and sent.together:
        return bool(said == {"transaction_id": sent.id, "status": "unavailable"})
    if sent.status == UNAVAILABLE:
        return [*said] == ["message"] and sent.id not in sent.answer and waits
    given = {"status": "accepted", "transaction_id": sent.id, "receipt": said.get("receipt")}
    return said == given and RECEIPT.fullmatch(str(said["receipt"])) is not None and waits


def _of_one(answers: Sequence[Sent], left: Left, settled: bool) -> Iterator[str]:
    said = [json.loads(each.answer) for each in answers if each.status == DECIDED]
    decisions = {each["decision"] for each in said}
    if len({*decisions, *left.markers, *left.rows}) > 1:
        yield f"decided as {sorted(decisions)}, marked as {left.markers}, stored as {left.rows}"
    if [each["duplicate"] for each in said].count(False) > 1:
        yield "decided anew more than once"
    if {*left.clients} - {each.client for each in answers}:
        yield f"stored as of {left.clients}"
    told = any(each.status in (DECIDED, ACCEPTED) for each in answers)
    if left.stored != (1, 1) and (settled or told or left.stored != (0, 0)):
        yield f"{left.stored[0]} markers and {left.stored[1]} rows"
    if settled and left.kept:
        yield f"still kept for {left.kept}"
    if not told and not settled:
        yield from _of_one_untold(left)


def _of_one_untold(left: Left) -> Iterator[str]:
    if left.stored != (0, 0) and not left.kept:
        yield "stored, which neither its client nor a letter says"
    if left.stored == (0, 0) and {*left.kept} - {NOT_VALIDATED}:
        yield f"kept for {left.kept}, though it was never validated"


def left(system: System, ids: Iterable[str]) -> dict[str, Left]:
    """What the system holds of each payment; looking changes nothing."""
    kept: dict[str, list[str]] = {}
    for letter in letters(system):
        kept.setdefault(str(letter["transaction"]["transaction_id"]), []).append(str(letter["reason"]))
    return {name: _left(system.traces.items(name), kept.get(name, [])) for name in {*ids}}


def _left(items: Sequence[Mapping[str, Any]], kept: Sequence[str]) -> Left:
    rows = [item for item in items if "amount" in item]
    markers = [item for item in items if "amount" not in item]
    return Left(_texts(markers, "decision"), _texts(rows, "decision"), _texts(rows, "client"), tuple(kept))


def _texts(items: Iterable[Mapping[str, Any]], name: str) -> tuple[str, ...]:
    return tuple(item[name]["S"] for item in items)


def letters(system: System) -> list[Any]:
    """The dead letters, which lie there afterwards for whoever looks next."""
    sqs = system.aws.client("sqs")
    url = sqs.get_queue_url(QueueName=DEAD_LETTERS)["QueueUrl"]
    asked = {"QueueUrl": url, "MaxNumberOfMessages": 10, "VisibilityTimeout": HIDDEN_SECONDS}
    found: list[Any] = []
    while received := sqs.receive_message(**asked).get("Messages", []):
        found += received
    for each in found:
        sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"], VisibilityTimeout=0)
    return [json.loads(each["Body"]) for each in found]


def redrive(system: System) -> None:
    """Settle all dead letters, by the command that an operator has."""
    for _ in range(RUNS):
        done = run(system.aws, "--apply")
        if done.returncode == 0 and not letters(system):
            return
    raise AssertionError(done.stderr)


@contextmanager
def few(system: System, executions: int, names: Sequence[str] = CALLED) -> Iterator[None]:
    """Each of these functions has so few executions meanwhile, and as many as before afterwards."""
    functions = system.aws.client("lambda")
    said = {name: functions.get_function_concurrency(FunctionName=name) for name in names}
    before = {name: each["ReservedConcurrentExecutions"] for name, each in said.items()}
    try:
        for name in names:
            reserve(system.aws, name, executions)
        yield
    finally:
        for name, number in before.items():
            reserve(system.aws, name, number)
