"""What the workflow is started with: the payment, its history as the workflow reads it, and the analyzer's decision."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from .executions import Execution
from .messages import Message
from .refusals import Refusal
from .remembered import History
from .rounds import Payment, Step

# The end of a name that no caller of the API can make: the workflow takes the input of such an execution as decided.
DRAINED = "drained"
Handler = Callable[[Any, object], Mapping[str, object]]
Warn = Callable[[str, str], None]


def accepted(messages: Iterable[Message], *, validate: Handler, warn: Warn) -> Iterator[Payment | Refusal]:
    """Yield the payments, and what the validator refuses.

    Where the validator fails, nothing: the message comes again.
    """
    for message in messages:
        try:
            answer = validate(message.request, None)
        except Exception as failure:  # one payment must not keep the others
            warn("a payment was not validated (%s); it comes again", type(failure).__name__)
            continue
        yield Payment(message, answer) if answer["valid"] else Refusal(message, answer["errors"])


def decided(
    steps: Iterable[Step], known: Iterable[History | None], *, analyze: Handler, warn: Warn
) -> Iterator[tuple[Execution, bool]]:
    """Yield the execution of each payment, with whether to wait for its end; `known` are their histories, in order.

    It is waited for where another payment of the card follows. It is, too, where a message came before: what has been
    decided by then leaves it in the queue.

    A payment whose history is not known, or whose analysis fails, has none: it comes again.
    """
    for step, history in zip(steps, known, strict=True):
        if history is None:
            continue
        try:
            analysis = analyze({"transaction": step.payment.transaction, "history": history}, None)
            execution = _execution(step.payment, history, analysis)
        except Exception as failure:  # one payment must not keep the others
            warn("a payment was not analyzed (%s); it comes again", type(failure).__name__)
            continue
        yield execution, step.is_followed or step.payment.message.came_before


def _execution(payment: Payment, history: History, analysis: Mapping[str, object]) -> Execution:
    message = payment.message
    name = f"{message.client_id}_{message.message_id}_{DRAINED}"
    given = {
        "request": message.request,
        "receipt": message.receipt,
        "message": message.handle,
        "validation": {"Payload": payment.validation},
        "history": history,
        "analysis": {"Payload": analysis},
    }
    return Execution(message.message_id, name, json.dumps(given))
