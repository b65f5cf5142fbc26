"""Lambda's entry: the event is a batch of the queue, and the answer which of its messages are to come again.

Or it is a batch that a client sent in one call, and the answer what each payment is judged to be.
"""

import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from lambdas.fraud_analyzer.handler import handler as analyze
from lambdas.shared.environment import whole
from lambdas.transaction_validator.handler import handler as validate

from . import batch, executions, histories, refusals, remembered
from .deciding import accepted, decided
from .messages import read
from .rounds import Payment, Step, rounds

logger = logging.getLogger(__package__)
# Lambda's own root logger drops INFO lines; ours has its level to itself, so that no library starts to talk.
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))


def handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """Return `{"batchItemFailures": [{"itemIdentifier"}]}`: all but what was seen to be decided, or is refused.

    What was only started is among them. The workflow takes its message out of the queue once it is decided; until then
    the message is hidden, and it comes again if that never happens.

    Of `{"batch": [...], "within_ms"}`, which the workflow of a client's batch asks for, return `{"each": [...]}`.
    """
    if "batch" in event:
        return {"each": [*_judged(event["batch"], until=time.monotonic() + event["within_ms"] / 1_000)]}
    records = event["Records"]
    done = _drained(records, left=context.get_remaining_time_in_millis)
    names = [record["messageId"] for record in records if record["messageId"] not in done]
    return {"batchItemFailures": [{"itemIdentifier": name} for name in names]}


def _judged(requests: Sequence[object], *, until: float) -> Iterator[batch.Judged]:
    def analyzed(event: Mapping[str, Any], context: object) -> Mapping[str, object]:
        if time.monotonic() > until:
            raise TimeoutError("nobody waits for it any longer")
        return analyze(event, context)

    return batch.judged(requests, validate=validate, remember=_remembered, analyze=analyzed, warn=logger.warning)


def _drained(records: Sequence[Mapping[str, Any]], *, left: Callable[[], int]) -> set[str]:
    """Return the ids of the messages that need not come again; `left` says how many milliseconds there are left."""
    messages = [message for record in records if (message := read(record))]
    if len(messages) < len(records):
        logger.warning("a message holds no payment; it comes again")
    judged = [*accepted(messages, validate=validate, warn=logger.warning)]
    done = _kept([each for each in judged if isinstance(each, refusals.Refusal)])
    for number, steps in enumerate(rounds([each for each in judged if isinstance(each, Payment)])):
        if number and left() < _round_ms(len(steps)):
            logger.warning("no time for a further round; its payments come again")
            break
        done |= _started(steps)
    return done


def _kept(refused: Sequence[refusals.Refusal]) -> set[str]:
    if refused:
        logger.info("keeps what the validator refuses")
    table, hours = os.environ["REFUSALS_TABLE"], whole("MAXIMUM_AGE_HOURS", os.environ)
    timeout = _call_timeout_ms()
    return refusals.keep(refused, table=table, hours=hours, client=histories.client(timeout), warn=logger.warning)


def _started(steps: Sequence[Step]) -> set[str]:
    """Decide one round, and return the ids of the messages whose payment is seen to be decided."""
    machine = os.environ["WORKFLOW_ARN"]
    call_ms, execution_ms = _call_timeout_ms(), _execution_timeout_ms()
    known = _remembered([step.payment.transaction for step in steps])
    ready = [*decided(steps, known, analyze=analyze, warn=logger.warning)]
    alone = [execution for execution, is_awaited in ready if not is_awaited]
    awaited = [execution for execution, is_awaited in ready if is_awaited]
    executions.start(alone, machine=machine, client=executions.client(call_ms), warn=logger.warning)
    return executions.run(awaited, machine=machine, client=executions.client(execution_ms), warn=logger.warning)


def _remembered(transactions: Sequence[remembered.Transaction]) -> Iterator[remembered.History | None]:
    day = remembered.day_of(time.time_ns() // 1_000_000)
    return remembered.of_each(transactions, day=day, table=os.environ["HISTORIES_TABLE"], read=_items)


def _items(keys: Iterable[str]) -> remembered.Items:
    table, timeout = os.environ["HISTORIES_TABLE"], _call_timeout_ms()
    return histories.read(keys, table=table, client=histories.client(timeout), warn=logger.warning)


def _round_ms(payments: int) -> int:
    """What a round takes at the worst: to read parameters and histories, to ask a model, to start, and to wait.

    Connecting may take as long as being answered.
    """
    calls = 2 * (3 * _call_timeout_ms() + _execution_timeout_ms())
    return calls + payments * whole("MODEL_TIMEOUT_MS", os.environ)


def _call_timeout_ms() -> int:
    return whole("CALL_TIMEOUT_MS", os.environ)


def _execution_timeout_ms() -> int:
    return whole("EXECUTION_TIMEOUT_MS", os.environ)
