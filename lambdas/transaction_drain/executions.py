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


def start(executions: Sequence[Execution], *, machine: str, client: Any, warn: Callable[[str, str], None]) -> None:
    """Start them all, and wait for none."""

    def started(execution: Execution) -> str:
        client.start_execution(stateMachineArn=machine, name=execution.name, input=execution.given)
        return "STARTED"

    _each(executions, started, warn=warn)


def run(executions: Sequence[Execution], *, machine: str, client: Any, warn: Callable[[str, str], None]) -> set[str]:
    """Start them all, wait until they have ended, and return the ids of the messages whose execution succeeded."""

    def ended(execution: Execution) -> str:
        status: str = client.start_sync_execution(stateMachineArn=machine, name=execution.name, input=execution.given)[
            "status"
        ]
        if status != "SUCCEEDED":
            warn(
                "an execution ended otherwise (%s); its payment comes again",
                known_words([status], "FAILED", "TIMED_OUT"),
            )
        return status

    statuses = _each(executions, ended, warn=warn)
    return {each.message_id for each, status in zip(executions, statuses, strict=True) if status == "SUCCEEDED"}


def _each(
    executions: Sequence[Execution], call: Callable[[Execution], str], *, warn: Callable[[str, str], None]
) -> list[str]:
    """What became of each, in order; empty where it was refused."""

    def attempted(execution: Execution) -> str:
        try:
            return call(execution)
        except (BotoCoreError, ClientError) as failure:
            warn("an execution was not started (%s); its payment comes again", type(failure).__name__)
            return ""

    with ThreadPoolExecutor(max_workers=THREADS) as pool:
        attempts = [pool.submit(attempted, execution) for execution in executions]
        return [attempt.result() for attempt in attempts]
