"""Executions are started beside each other, by clients that give up when they are told to."""

import threading
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from lambdas.transaction_drain import executions, histories
from tests.lambdas.transaction_drain.queue import Surroundings, batch, payment


@pytest.mark.parametrize("client", [executions.client, histories.client], ids=["workflow", "table"])
def test_a_client_is_made_once_gives_up_when_it_is_told_to_and_has_a_connection_for_each_thread(
    client: Callable[[int], Any],
) -> None:
    made = client(400)
    assert made is client(400)
    limits = made.meta.config
    assert (limits.connect_timeout, limits.read_timeout, limits.retries["total_max_attempts"]) == (0.4, 0.4, 1)
    assert limits.max_pool_connections >= executions.THREADS


def test_who_waits_for_an_execution_has_more_patience_than_who_starts_one() -> None:
    assert executions.client(29_000).meta.config.read_timeout == 29


@pytest.mark.parametrize("operation", ["StartExecution", "StartSyncExecution"])
def test_all_of_a_round_are_under_way_at_once(operation: str, around: Surroundings) -> None:
    meeting = threading.Barrier(3)
    answer = around.aws.answers[operation]

    def meet(asked: Mapping[str, Any]) -> tuple[int, bytes]:
        meeting.wait(timeout=60)
        return answer(asked)

    around.aws.answers[operation] = meet
    cards = [1, 2, 3] if operation == "StartExecution" else [1, 2, 3, 1, 2, 3]
    requests = [payment(number, card=f"tok_a1b2c3d4_{card}") for number, card in enumerate(cards)]
    assert around.drain(batch(*requests)) == []


def test_ten_executions_are_started_beside_each_other() -> None:
    together = threading.Barrier(10)

    def call(_: executions.Execution) -> str:
        together.wait(timeout=60)
        return "SUCCEEDED"

    made = [executions.Execution(str(number), "name", "{}") for number in range(10)]
    assert executions._each(made, call, warn=lambda *_: None) == ["SUCCEEDED"] * 10
