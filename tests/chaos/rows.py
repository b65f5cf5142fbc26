"""The table: every task of the workflow, every error that its service can give, once and always.

Left out are States.Runtime and States.DataLimitExceeded: on AWS no catcher for all errors catches them. The first is a
definition that does not fit its data, which the other rows would show; the second cannot come, since the largest body
that the API lets in is far below the limit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

ALWAYS = 1_000
ANY = ("States.Timeout", "States.TaskFailed", "States.Permissions", "Nobody.KnowsThis")
LAMBDA = (
    *("Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException"),
    *("Lambda.TooManyRequestsException", "Lambda.ClientExecutionTimeoutException", "Lambda.Unknown"),
    "Sandbox.Timedout",
    *("Lambda.ResourceNotFoundException", "Lambda.KMSAccessDeniedException", "ValueError", *ANY),
)
DYNAMODB = (
    *("InternalServerErrorException", "ProvisionedThroughputExceededException", "RequestLimitExceededException"),
    *("ThrottlingException", "SdkClientException", "ResourceNotFoundException", "AccessDeniedException"),
)
WRITE = (
    *(f"DynamoDb.{name}" for name in DYNAMODB),
    *("DynamoDb.TransactionInProgressException", "DynamoDb.TransactionCanceledException"),
    *("DynamoDb.IdempotentParameterMismatchException", *ANY),
)
READ = (*(f"DynamoDB.{name}" for name in DYNAMODB), *ANY)
UPDATE = (*READ, "DynamoDB.TransactionConflictException", "DynamoDB.ConditionalCheckFailedException")
EVENTS = ("EventBridge.FailedEntry", "EventBridge.InternalException", "EventBridge.SdkClientException", *ANY)
QUEUE = ("SQS.AmazonSQSException", "SQS.SdkClientException", "SQS.QueueDoesNotExistException", *ANY)
ERRORS: Mapping[str, tuple[str, ...]] = {
    "ValidateTransaction": LAMBDA,
    "AnalyzeTransaction": LAMBDA,
    "StoreTransaction": WRITE,
    "ReadStoredDecision": READ,
    "PublishEvent": EVENTS,
    "SendNotification": LAMBDA,
    "SettleTransaction": UPDATE,
    "KeepUnvalidated": QUEUE,
    "KeepUnstored": QUEUE,
    "KeepUnpublished": QUEUE,
    "KeepUnsent": QUEUE,
}


@dataclass(frozen=True)
class Fault:
    """A task's first attempts end with this error; with `lost` the service had done it, and only its answer is lost."""

    error: str
    times: int
    lost: bool = False

    def __str__(self) -> str:
        return f"{self.error} {'always' if self.times == ALWAYS else 'once'}{', done' if self.lost else ''}"


Faults = Mapping[str, Fault]
BROKEN = Fault("Nobody.KnowsThis", ALWAYS)
FRESH: tuple[Faults | None, Faults] = (None, {})
REPEATED: tuple[Faults | None, Faults] = ({}, {})
UNSETTLED: tuple[Faults | None, Faults] = ({"SettleTransaction": BROKEN}, {})
# How each task is reached: the faults of an earlier execution of the same body, if there is one, and of this one.
WAYS: Mapping[str, tuple[tuple[Faults | None, Faults], ...]] = {
    "ReadStoredDecision": (REPEATED, UNSETTLED),
    "PublishEvent": (FRESH, UNSETTLED),
    "SendNotification": (FRESH, UNSETTLED),
    "SettleTransaction": (FRESH, UNSETTLED),
    "KeepUnvalidated": ((None, {"ValidateTransaction": BROKEN}),),
    "KeepUnstored": ((None, {"StoreTransaction": BROKEN}), ({}, {"ReadStoredDecision": BROKEN})),
    "KeepUnpublished": ((None, {"PublishEvent": BROKEN}),),
    "KeepUnsent": ((None, {"SendNotification": BROKEN}),),
}


@dataclass(frozen=True)
class Row:
    """One execution with faults, of a body that the analyzer is of this opinion about; `before` came an earlier one."""

    tasks: tuple[str, ...]
    faults: Faults
    before: Faults | None = None
    opinion: str = "decline"

    def __str__(self) -> str:
        first = "" if self.before is None else "a repetition" + (" of what was not settled" if self.before else "")
        faults = " and ".join(f"{task}: {fault}" for task, fault in self.faults.items())
        return ", ".join(each for each in (first, faults, self.opinion) if each)


def rows() -> list[Row]:
    """The whole table, each row once."""
    return list({str(row): row for row in (*_single(), *_others(), *_pairs())}.values())


def _single() -> Iterator[Row]:
    for task, errors in ERRORS.items():
        for before, faults in WAYS.get(task, (FRESH,)):
            for error in errors:
                yield from (Row((task,), {**faults, task: Fault(error, times)}, before) for times in (1, ALWAYS))
            yield from (
                Row((task,), {**faults, task: Fault("States.Timeout", times, lost=True)}, before)
                for times in (1, ALWAYS)
            )


def _others() -> Iterator[Row]:
    """Failures of what the analyzer thinks well of, or is not sure about."""
    for opinion in ("approve", "review"):
        for task in ("AnalyzeTransaction", "StoreTransaction", "PublishEvent", "SettleTransaction"):
            yield Row((task,), {task: BROKEN}, None, opinion)


def _pairs() -> Iterator[Row]:
    """Two tasks that never succeed, in a first execution and in one that resumes."""
    for one, other in combinations(ERRORS, 2):
        yield Row((), {one: BROKEN, other: BROKEN})
        yield Row((), {one: BROKEN, other: BROKEN}, {"SettleTransaction": BROKEN})
