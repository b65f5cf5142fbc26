"""A retrier waits as Amazon's States Language says."""

from random import Random

import pytest

from capacity.retries import Retrier, retriers, takes, taking

THROTTLED = "Lambda.TooManyRequestsException"
STATE = {
    "Retry": [
        {
            "ErrorEquals": [THROTTLED],
            "IntervalSeconds": 1,
            "MaxAttempts": 4,
            "BackoffRate": 2,
            "MaxDelaySeconds": 3,
            "JitterStrategy": "FULL",
        },
        {"ErrorEquals": ["States.ALL"]},
    ]
}


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - nothing is secret here


def first() -> Retrier:
    return retriers(STATE)[0]


def test_each_delay_is_longer_by_the_rate_and_none_is_longer_than_the_longest() -> None:
    assert [first().longest_delay(attempt) for attempt in range(4)] == [1, 2, 3, 3]


def test_with_full_jitter_any_time_up_to_the_delay_is_as_likely() -> None:
    random = chance(1)
    delays = [first().delay(1, random) for _ in range(20_000)]
    assert 0 <= min(delays) < 0.01
    assert 1.99 < max(delays) <= 2
    assert sum(delays) / len(delays) == pytest.approx(1, rel=0.02)


def test_what_a_retrier_leaves_out_is_as_the_language_has_it() -> None:
    last = retriers(STATE)[1]
    assert (last.attempts, last.interval, last.backoff, last.jitter) == (3, 1, 2, False)
    assert last.delay(3, chance(1)) == 8


def test_the_first_retrier_that_names_an_error_takes_it() -> None:
    throttled, other = retriers(STATE)
    assert taking((throttled, other), THROTTLED) is throttled
    assert taking((throttled, other), "States.Timeout") is other
    assert taking((throttled,), "States.Timeout") is None


def test_a_failed_task_is_any_error_but_a_timeout() -> None:
    assert takes(["States.TaskFailed"], THROTTLED)
    assert not takes(["States.TaskFailed"], "States.Timeout")
