"""What the workflow calls, and what it keeps of a transaction that it could not bring to its end."""

from collections.abc import Sequence
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
# What is remembered: whether it could be read, the day that it was read for, and the answer of the table.
HISTORY = "$.history"
# The body as it came, and what it is known by: a hash of all of it, and of who sent it.
REQUEST, RECEIPT = "$.request", "$.receipt"
# Between the id of the client's key and that of the request, in an execution's name; neither id has it.
SPLIT = "_"
# The end of that name, where the API or a call with many payments starts the execution with a whole request.
BY_API = "api"
CLIENT = f"States.ArrayGetItem(States.StringSplit($$.Execution.Name, '{SPLIT}'), 0)"
VERDICT = ("decision", "score", "reasons")
# What a body may leave out; the validator then says so by an empty text.
OPTIONAL = (
    *("terminal_id", "merchant_name", "merchant_category_code", "entry_mode"),
    *("customer_token", "device_token"),
)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Ids of keys, ARNs of functions, names of tables and bus, the URLs of the two queues; times in seconds."""

    reporting_keys: Sequence[str]
    validator: str
    analyzer: str
    notifier: str
    table: str
    histories: str
    bus: str
    dead_letters: str
    overflow: str
    invocation_timeout: int
    call_timeout: int
    timeout: int


def receipt(path: str) -> str:
    """What makes a receipt of the body that lies at a path."""
    return f"States.Hash(States.Format('{{}} {{}}', {CLIENT}, States.JsonToString({path})), 'SHA-256')"


def sealed(path: str) -> str:
    """The receipt that lies at a path, with a seal: only the client whose it is can ask with it."""
    return f"States.Format('{{}}{{}}', {path}, States.Hash(States.Format('{{}} {{}}', {CLIENT}, {path}), 'SHA-256'))"


def keep(parts: Parts, reason: str, *, following: str, fallback: str, message: dict[str, Any] | None = None) -> State:
    """Send the transaction and its verdict (or `message`) to the dead-letter queue, then go on.

    If this fails too, nothing is left but to end as failed: the log and the alarms show it, the caller sends again.
    """
    body = {
        "transaction_id.$": f"{TRANSACTION}.transaction_id",
        "transaction.$": TRANSACTION,
        # Not all of the analysis: the card's history is not for a queue.
        "analysis": {f"{name}.$": f"{ANALYSIS}.{name}" for name in VERDICT},
    }
    letter = {"reason": reason, "client.$": CLIENT, **(message or body)}
    return sending(parts, parts.dead_letters, letter, following=following, fallback=fallback)


def sending(parts: Parts, queue: str, message: dict[str, Any], *, following: str, fallback: str) -> State:
    """Send this message to a queue, and go on."""
    return task(
        "arn:aws:states:::sqs:sendMessage",
        {"QueueUrl": queue, "MessageBody": message},
        retry=QUEUE,
        timeout=parts.call_timeout,
        result=None,
        following=following,
        fallback=fallback,
    )
