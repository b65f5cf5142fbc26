"""Encrypted parameters: one call for all, kept for five minutes, stale rather than none. Two functions, one manner."""

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError

from lambdas.fraud_analyzer import parameters as of_the_analyzer
from lambdas.notification_sender import parameters as of_the_sender
from tests.lambdas import services
from tests.lambdas.recorder import Recorder

# Each function, with the variables that name what it reads.
TOLD = {
    of_the_analyzer: ("MODEL_ENDPOINT_PARAMETER",),
    of_the_sender: ("EMAIL_TEMPLATE_PARAMETER", "SMS_TEMPLATE_PARAMETER"),
}


@pytest.fixture(params=TOLD, ids=["fraud_analyzer", "notification_sender"])
def parameters(request: pytest.FixtureRequest) -> ModuleType:
    function: ModuleType = request.param
    return function


@pytest.fixture
def names(parameters: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the parameters that the function's environment tells it."""
    told = {variable: f"/fraud-detection/{variable.lower()}" for variable in TOLD[parameters]}
    for variable, name in told.items():
        monkeypatch.setenv(variable, name)
    return list(told.values())


class Clock:
    """A clock that stands still until it is told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def fetching(*outcomes: dict[str, str] | Exception) -> Any:
    """A fetch with these outcomes in turn; a further call fails."""
    left = iter(outcomes)

    def fetch() -> dict[str, str]:
        outcome = next(left)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return fetch


def test_all_parameters_are_read_and_decrypted_in_one_call(
    parameters: ModuleType, names: list[str], aws: Recorder
) -> None:
    held = dict.fromkeys(names, "a-value")
    aws.answers["GetParameters"] = services.parameters(held)
    assert parameters.read(*names, client=parameters.client()) == held
    assert aws.asked == [{"Names": names, "WithDecryption": True}]


def test_a_missing_parameter_is_an_error_that_names_it(parameters: ModuleType, names: list[str], aws: Recorder) -> None:
    *held, missing = names
    aws.answers["GetParameters"] = services.parameters(dict.fromkeys(held, "a-secret"))
    with pytest.raises(LookupError, match=missing) as failure:
        parameters.read(*names, client=parameters.client())
    assert "a-secret" not in str(failure.value)


def test_a_parameter_store_that_cannot_be_reached_is_an_error(
    parameters: ModuleType, names: list[str], aws: Recorder
) -> None:
    aws.answers["GetParameters"] = services.silent
    with pytest.raises(ConnectTimeoutError):
        parameters.read(*names, client=parameters.client())


def test_what_was_read_is_kept_for_five_minutes(parameters: ModuleType) -> None:
    clock = Clock()
    current = parameters.cached(fetching({"a": "1"}, {"a": "2"}), clock=clock)
    assert current() == {"a": "1"}
    clock.now += 299.9
    assert current() == {"a": "1"}
    clock.now += 0.1
    assert current() == {"a": "2"}


@pytest.mark.parametrize(
    "failure",
    [
        ConnectTimeoutError(endpoint_url="https://ssm"),
        ClientError({"Error": {"Code": "ThrottlingException"}}, "GetParameters"),
    ],
)
def test_a_failed_refresh_serves_the_stale_values_and_tries_again_later(
    parameters: ModuleType, failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    current = parameters.cached(fetching({"a": "secret-1"}, failure, {"a": "secret-2"}), clock=clock)
    current()
    clock.now += 300
    assert current() == {"a": "secret-1"}
    clock.now += 29
    assert current() == {"a": "secret-1"}
    clock.now += 1
    assert current() == {"a": "secret-2"}
    assert type(failure).__name__ in caplog.text
    assert "secret" not in caplog.text


def test_a_first_read_that_fails_is_an_error_and_the_next_call_tries_again(parameters: ModuleType) -> None:
    current = parameters.cached(
        fetching(ConnectTimeoutError(endpoint_url="https://ssm"), {"a": "1"}), clock=lambda: 1.0
    )
    with pytest.raises(ConnectTimeoutError):
        current()
    assert current() == {"a": "1"}


def test_a_parameter_that_was_deleted_is_an_error_and_not_a_stale_value(parameters: ModuleType) -> None:
    clock = Clock()
    current = parameters.cached(fetching({"a": "1"}, LookupError("deleted")), clock=clock)
    current()
    clock.now += 300
    with pytest.raises(LookupError, match="deleted"):
        current()


def test_the_client_is_made_once_and_gives_up_soon(parameters: ModuleType) -> None:
    client = parameters.client()
    assert client is parameters.client()
    limits = client.meta.config
    assert (limits.connect_timeout, limits.read_timeout, limits.retries["total_max_attempts"]) == (0.5, 0.5, 2)


def test_both_functions_read_parameters_in_the_same_manner() -> None:
    one, other = (Path(module.__file__ or "").read_bytes() for module in (of_the_analyzer, of_the_sender))
    assert one == other
