"""What the workflow calls, and what it keeps of a transaction that it could not bring to its end."""

from dataclasses import dataclass
from typing import Any

from stacks.states import State, task
from stacks.transient import QUEUE

# Where the answers of the first two functions lie in the workflow's data.
VALIDATION = "$.validation.Payload"
TRANSACTION = f"{VALIDATION}.transaction"
DIGEST = f"{VALIDATION}.digest"
ANALYSIS = "$.analysis.Payload"
STORED = "$.stored.Item"
VERDICT = ("decision", "score", "reasons")


@dataclass(frozen=True, kw_only=True)
class Parts:
    """ARNs of functions, names of table and bus, the URL of the dead-letter queue; times in seconds."""

    validator: str
    analyzer: str
    notifier: str
    table: str
    bus: str
    dead_letters: str
    invocation_timeout: int
    call_timeout: int
    timeout: int


def keep(parts: Parts, reason: str, *, following: str, fallback: str, message: dict[str, Any] | None = None) -> State:
    """Send the transaction and its analysis (or `message`) to the dead-letter queue, then go on.

    If this fails too, nothing is left but to end as failed: the log and the alarms show it, the caller sends again.
    """
    body = {
        "transaction_id.$": f"{TRANSACTION}.transaction_id",
        "transaction.$": TRANSACTION,
        "analysis.$": ANALYSIS,
    }
    return task(
        "arn:aws:states:::sqs:sendMessage",
        {"QueueUrl": parts.dead_letters, "MessageBody": {"reason": reason, **(message or body)}},
        retry=QUEUE,
        timeout=parts.call_timeout,
        result=None,
        following=following,
        fallback=fallback,
    )
