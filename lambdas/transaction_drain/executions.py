"""The deciding workflow, started for many payments beside each other, by itself or with a wait for its end."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from lambdas.shared.clients import waiting
from lambdas.shared.words import known_words

# As many connections as a client keeps open: more threads would wait for each other, and open new ones all the time.
THREADS = 10


@dataclass(frozen=True, slots=True)
class Execution:
    """What is started for a message: a name, and the input as JSON."""

    message_id: str
    name: str
    given: str


@cache
def client(timeout_ms: int) -> Any:
    """Return this environment's one client of Step Functions with this patience."""
    return boto3.client("stepfunctions", config=waiting(timeout_ms))


def start(executions: Sequence[Execution], *, machine: str, client: Any, warn: Callable[[str, str], None]) -> set[str]:
    """Start them all, and return the ids of the messages for which an execution was started."""

    def is_started(execution: Execution) -> bool:
        client.start_execution(stateMachineArn=machine, name=execution.name, input=execution.given)
        return True

    return _done(executions, is_started, warn=warn)


def run(executions: Sequence[Execution], *, machine: str, client: Any, warn: Callable[[str, str], None]) -> set[str]:
    """Start them all, wait until they have ended, and return the ids of the messages whose execution succeeded."""

    def has_succeeded(execution: Execution) -> bool:
        ended = client.start_sync_execution(stateMachineArn=machine, name=execution.name, input=execution.given)
        if ended["status"] == "SUCCEEDED":
            return True
        warn(
            "an execution ended otherwise (%s); its payment comes again",
            known_words([ended["status"]], "FAILED", "TIMED_OUT"),
        )
        return False

    return _done(executions, has_succeeded, warn=warn)


def _done(
    executions: Sequence[Execution], is_done: Callable[[Execution], bool], *, warn: Callable[[str, str], None]
) -> set[str]:
    def attempted(execution: Execution) -> str:
        try:
            return execution.message_id if is_done(execution) else ""
        except (BotoCoreError, ClientError) as failure:
            warn("an execution was not started (%s); its payment comes again", type(failure).__name__)
            return ""

    with ThreadPoolExecutor(max_workers=THREADS) as pool:
        attempts = [pool.submit(attempted, execution) for execution in executions]
        return {attempt.result() for attempt in attempts} - {""}
