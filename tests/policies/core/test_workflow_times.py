"""How long a task may take at its worst."""

from typing import Any

import pytest

from policies.aws.task_times import longest


def task(limit: object, *retriers: dict[str, Any]) -> Any:
    return {"TimeoutSeconds": limit, "Retry": retriers}


def retrier(attempts: object, most: object = 5, rate: object = 2) -> dict[str, Any]:
    return {"IntervalSeconds": 1, "MaxAttempts": attempts, "BackoffRate": rate, "MaxDelaySeconds": most}


def test_a_task_that_is_not_retried_takes_its_limit() -> None:
    assert longest(task(3)) == 3


def test_each_retry_takes_its_delay_and_the_limit_again() -> None:
    assert longest(task(3, retrier(3))) == 3 + (1 + 3) + (2 + 3) + (4 + 3)


def test_no_delay_grows_beyond_its_bound() -> None:
    assert longest(task(0, retrier(4, most=2))) == 1 + 2 + 2 + 2


def test_all_retriers_of_a_task_count() -> None:
    assert longest(task(3, retrier(2, most=2), retrier(1, most=2))) == 16


@pytest.mark.parametrize("nonsense", [None, True, "3", -1, 10**400, [], {}])
def test_what_is_no_number_within_bounds_counts_as_nothing(nonsense: object) -> None:
    assert longest(task(nonsense, retrier(nonsense, nonsense, nonsense))) == 0
