"""The table: each fault in each task that a report comes to, and whoever may come between."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle, islice, permutations, product
from typing import Any

from tests.chaos.errors import READ, UPDATE, WRITE, Errors
from tests.chaos.faults import ALWAYS, BROKEN, OUT_OF_TIME, Fault, Faults, Malformed
from tests.chaos.malformed import misshapen
from tests.chaos.reports.expected import Erasure, Report
from tests.chaos.reports.situations import NOT_ME, OTHER, VERDICTS, Situation, situations, spoilt

# By what a task calls.
ERRORS: Mapping[str, Errors] = {
    "dynamodb:getItem": READ,
    "dynamodb:updateItem": UPDATE,
    "aws-sdk:dynamodb:transactWriteItems": WRITE,
}
# Not tried again as it was: another report may have come between, and the row is read again, up to four times.
CONFLICTS = ("DynamoDB.ConditionalCheckFailedException", "DynamoDb.TransactionCanceledException")
MOST_CONFLICTS, MOST_RETRIES = 3, 2
TIMEOUT = "States.Timeout"
THEIRS = replace(NOT_ME, request="other")
FEW = Errors((TIMEOUT,), (BROKEN.error,))


@dataclass(frozen=True)
class Between:
    """Before each of a task's first attempts, these change what is stored, one after the other."""

    task: str
    rivals: Sequence[Sequence[Report | Erasure]]

    def __str__(self) -> str:
        came = "; ".join(" and ".join(map(str, each)) for each in self.rivals)
        return f"before {self.task}: {came}"


@dataclass(frozen=True)
class Row:
    """A report in a situation, with faults, or with others between."""

    situation: Situation
    faults: Faults = field(default_factory=dict)
    between: Between | None = None

    def __str__(self) -> str:
        faults = [f"{task}: {fault}" for task, fault in self.faults.items()]
        return ", ".join([str(self.situation), *faults, *([str(self.between)] if self.between else [])])

    @property
    def lost(self) -> bool:
        """Whether the report may have been stored, and the caller not know it."""
        return any(isinstance(fault, Fault) and fault.lost for fault in self.faults.values())

    @property
    def malformed(self) -> bool:
        return self.situation.malformed or any(isinstance(fault, Malformed) for fault in self.faults.values())

    @property
    def passes(self) -> bool:
        """Whether all of it must come to nothing: the caller is answered as if nothing had failed."""
        faults = [fault for fault in self.faults.values() if isinstance(fault, Fault)]
        conflicts = len(self.between.rivals) if self.between else 0
        conflicts += sum(fault.times for fault in faults if fault.error in CONFLICTS or fault.lost)
        conflicts += sum(bool(fault.then) for fault in faults)
        passing = {error for errors in ERRORS.values() for error in errors.passing}
        retried = all(
            (fault.error in passing and fault.times <= MOST_RETRIES) or fault.error in CONFLICTS for fault in faults
        )
        return not self.malformed and retried and conflicts <= MOST_CONFLICTS


NAMED = {str(each): each for each in situations()}
# While a code is spent, an erasure takes the card's token out of the row, and its history away; while it is called
# genuine, the code is spent, for a fraud that was known already.
MEANWHILE = (
    Row(NAMED[f"{NOT_ME}, alerted"], between=Between("SpendCode", [[Erasure(card_alone=True)]])),
    Row(
        NAMED["genuine by customer, alerted after fraud by customer"],
        between=Between("StoreAndTakeBack", [[THEIRS]]),
    ),
    Row(
        NAMED["genuine by customer, alerted, without a terminal after fraud by customer"],
        between=Between("Store", [[THEIRS]]),
    ),
)


def rows(situation: Situation, tasks: Mapping[str, Any], new: Container[str]) -> Iterator[Row]:
    """All rows of a situation in which a report comes to these tasks; each error is planted where a task is new."""
    for task, state in tasks.items():
        resource = state["Resource"].removeprefix("arn:aws:states:::")
        if resource not in ERRORS:
            raise LookupError(f"{task} has no row: nobody has said which errors {resource} can give")
        # What a catcher leads on from, as if it had been done, is no failure: what is stored says so, and no fault may.
        done = {error for each in state["Catch"] if each["Next"] == state["Next"] for error in each["ErrorEquals"]}
        faults = _faults(ERRORS[resource] if task in new else FEW, reads="getItem" in resource)
        yield from (Row(situation, {task: fault}) for fault in faults if getattr(fault, "error", "") not in done)
        often = (1, MOST_CONFLICTS, MOST_CONFLICTS + 1) if task in new else (1,)
        yield from (Row(situation, between=between) for between in _between(task, often))
        for verdict, attempt in product(VERDICTS, (0, 1)):
            rivals: list[list[Report | Erasure]] = [[], []]
            rivals[attempt] = [Report("customer", verdict, request="other")]
            yield Row(situation, {task: Fault(TIMEOUT, 1, lost=True)}, Between(task, rivals))
        again = {error for each in state["Catch"] for error in each["ErrorEquals"]} & {*CONFLICTS} - done
        yield from (Row(situation, {task: Fault(TIMEOUT, 1, lost=True, then=error)}) for error in sorted(again))
    yield from map(Row, spoilt(situation) if tasks else ())


def _faults(errors: Errors, *, reads: bool) -> Iterator[Fault | Malformed]:
    for error in (*errors.passing, *errors.lasting):
        passes = MOST_CONFLICTS if error in CONFLICTS else MOST_RETRIES if error in errors.passing else 0
        yield from (Fault(error, times) for times in (passes, passes + 1) if times)
    yield from (Fault(TIMEOUT, times, lost=True) for times in (1, MOST_RETRIES, ALWAYS))
    yield from (Fault(OUT_OF_TIME, 1, lost=lost) for lost in (False, True))
    # Nobody asks what a write answers.
    yield from (Malformed(words) for words, _ in misshapen({"Item": {}} if reads else {}))


def _between(task: str, often: Sequence[int]) -> Iterator[Between]:
    for by, verdicts in product(("customer", "chargeback"), permutations(VERDICTS)):
        rivals = cycle([Report(by, verdict, request="other")] for verdict in verdicts)
        yield from (Between(task, [*islice(rivals, times)]) for times in often)
    # A reviewer; the card's other payment; nothing is left to report on; whoever else has the code, and thinks again.
    alone = [
        *(Report("reviewer", verdict) for verdict in VERDICTS),
        Report("customer", "fraud", OTHER, request="other"),
        THEIRS,
    ]
    yield from (Between(task, [[rival]]) for rival in alone)
    yield Between(task, [[Erasure()]])
    yield Between(task, [[THEIRS, *(Report("customer", verdict, request="other") for verdict in reversed(VERDICTS))]])
