"""The table: every task of the workflow, every error that its service can give, every answer that is malformed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from tests.chaos.errors import ERRORS, THROTTLED
from tests.chaos.faults import ALWAYS, BROKEN, Fault, Faults, Malformed
from tests.chaos.malformed import ANSWERS, malformed

CANCELED = "DynamoDb.TransactionCanceledException"
FRESH: tuple[Faults | None, Faults] = (None, {})
REPEATED: tuple[Faults | None, Faults] = ({}, {})
UNSETTLED: tuple[Faults | None, Faults] = ({"SettleAlerted": BROKEN}, {})
REFUSED = {"StoreTransaction": Fault(CANCELED, ALWAYS)}
REFUSED_TWICE = {**REFUSED, "StoreTransactionAgain": Fault(CANCELED, ALWAYS)}
UNREAD = {"ReadHistory": BROKEN}
BUSY = Fault(THROTTLED, ALWAYS)
# How each task is reached: the faults of an earlier execution of the same body, if there is one, and of this one.
WAYS: Mapping[str, tuple[tuple[Faults | None, Faults], ...]] = {
    "ReadStoredDecision": (REPEATED, UNSETTLED),
    "ReadHistoryAgain": ((None, REFUSED),),
    "AnalyzeTransactionAgain": ((None, REFUSED),),
    "StoreTransactionAgain": ((None, REFUSED),),
    "ReadStoredDecisionAgain": ((None, REFUSED_TWICE),),
    "StoreUncounted": ((None, UNREAD), (None, REFUSED_TWICE)),
    "ReadStoredDecisionAtLast": (({}, UNREAD), (None, {**UNREAD, "StoreUncounted": Fault(CANCELED, ALWAYS)})),
    "CountAtMerchant": (FRESH,),
    "KeepUncounted": ((None, {"CountAtMerchant": BROKEN}),),
    "PublishEvent": (FRESH, UNSETTLED),
    "SendNotification": (FRESH, UNSETTLED),
    "SettleTransaction": (FRESH, ({"SettleTransaction": BROKEN}, {})),
    "SettleAlerted": (FRESH, UNSETTLED),
    "ReadAccepted": ((None, {"ValidateTransaction": BUSY}), ({}, {"AnalyzeTransaction": BUSY})),
    "QueueRequest": (
        (None, {"ValidateTransaction": BUSY}),
        (None, {"AnalyzeTransaction": BUSY}),
        (None, {**REFUSED, "AnalyzeTransactionAgain": BUSY}),
        (UNSETTLED[0], {"AnalyzeTransaction": BUSY}),
    ),
    "KeepRequest": ((None, {"AnalyzeTransaction": BUSY, "QueueRequest": BROKEN}),),
    "KeepUnvalidated": ((None, {"ValidateTransaction": BROKEN}),),
    "KeepUnstored": ((None, {"StoreTransaction": BROKEN}), ({}, {"ReadStoredDecision": BROKEN})),
    "KeepUnpublished": ((None, {"PublishEvent": BROKEN}),),
    "KeepUnsent": ((None, {"SendNotification": BROKEN}),),
}


# What is declined is alerted, and settled with the code of its alert.
OPINIONS: Mapping[str, str] = {"SettleTransaction": "approve"}


@dataclass(frozen=True)
class Row:
    """One execution with faults, of a body that the analyzer is of this opinion about; `before` came an earlier one.

    With `rival`, another execution of the same body is storing while this one does, and is done a little later. So
    many other payments of the card are counted while this one is decided, as `busy` says. What is `drained` is started
    by the drain.
    """

    tasks: tuple[str, ...]
    faults: Faults
    before: Faults | None = None
    opinion: str = "decline"
    rival: bool = False
    busy: int = 0
    drained: bool = False

    def __str__(self) -> str:
        first = "" if self.before is None else "a repetition" + (" of what was not settled" if self.before else "")
        faults = " and ".join(f"{task}: {fault}" for task, fault in self.faults.items())
        rival = "beside another" if self.rival else ""
        busy = f"{self.busy} payments between" if self.busy else ""
        drained = "drained" if self.drained else ""
        return ", ".join(each for each in (first, drained, rival, busy, faults, self.opinion) if each)


def rows() -> list[Row]:
    """The whole table, each row once."""
    kinds = (_single(), _malformed(), _others(), _rivals(), _busy(), _pairs(), _drained())
    return list({str(row): row for kind in kinds for row in kind}.values())


def _single() -> Iterator[Row]:
    for task, errors in ERRORS.items():
        for before, faults in WAYS.get(task, (FRESH,)):
            for error in (*errors.passing, *errors.lasting):
                yield from (_row(task, faults, Fault(error, times), before) for times in (1, ALWAYS))
            for times in (1, ALWAYS):
                yield _row(task, faults, Fault("States.Timeout", times, lost=True), before)


def _row(task: str, faults: Faults, fault: Fault, before: Faults | None) -> Row:
    opinion = OPINIONS.get(task, "decline")
    return Row((task,), {**faults, task: fault}, before, opinion, drained=task == "TakeFromQueue")


def _malformed() -> Iterator[Row]:
    for task, answer in ANSWERS.items():
        rival = task == "ReadStoredDecisionAgain"
        for before, faults in (FRESH,) if rival else WAYS.get(task, (FRESH,)):
            # Where nothing was stored there is no marker to be malformed.
            unmarked = task.startswith("ReadStored") and before is None and not rival
            for words, _ in () if unmarked else malformed(answer):
                yield Row((task,), {**faults, task: Malformed(words)}, before, rival=rival)


def _others() -> Iterator[Row]:
    """Failures of what the analyzer thinks well of, or is not sure about."""
    for opinion in ("approve", "review"):
        settling = "SettleTransaction" if opinion == "approve" else "SettleAlerted"
        for task in ("ReadHistory", "AnalyzeTransaction", "StoreTransaction", "PublishEvent", settling):
            yield Row((task,), {task: BROKEN}, None, opinion)


def _rivals() -> Iterator[Row]:
    yield Row(("StoreTransactionAgain", "ReadStoredDecisionAgain"), {}, rival=True)
    yield Row(("StoreUncounted",), UNREAD, rival=True)
    for task in ("ReadStoredDecision", "StoreTransactionAgain", "ReadStoredDecisionAgain"):
        yield Row((task,), {task: BROKEN}, rival=True)


def _busy() -> Iterator[Row]:
    """A card that others use at once, where something fails besides."""
    for task in ERRORS:
        for busy in (1, 2):
            yield from (Row((), {task: BROKEN}, opinion=opinion, busy=busy) for opinion in ("approve", "decline"))


def _pairs() -> Iterator[Row]:
    """Two tasks that never succeed, in a first execution and in one that resumes."""
    for one, other in combinations(ERRORS, 2):
        yield Row((), {one: BROKEN, other: BROKEN})
        yield Row((), {one: BROKEN, other: BROKEN}, {"SettleAlerted": BROKEN})


def _drained() -> Iterator[Row]:
    """Whatever fails of what the drain brings, also of a busy card, or a repetition."""
    asked = {"ValidateTransaction", "ReadHistory", "AnalyzeTransaction", "KeepUnvalidated", "TakeFromQueue"}
    for task in ERRORS:
        for before in (None, {}, {"SettleAlerted": BROKEN}):
            for busy in () if task in asked else (0, 1, 2):
                yield Row((), {task: BROKEN}, before, busy=busy, drained=True)
    for opinion in ("approve", "review", "decline"):
        yield Row((), {}, None, opinion, drained=True)
        again = "AnalyzeTransactionAgain"
        yield Row((again,), {again: BUSY}, None, opinion, busy=1, drained=True)
