"""Encrypted parameters: one call for all, kept for a while, stale rather than none; the same for every function."""

from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError

from lambdas.fraud_analyzer import handler as analyzer
from lambdas.notification_sender import handler as notifier
from lambdas.notification_sender import topic
from lambdas.shared import parameters
from tests.lambdas import services
from tests.lambdas.recorder import Recorder

# Each function that reads parameters, with the variables that name them.
READING = {
    analyzer: ("MODEL_ENDPOINT_PARAMETER",),
    notifier: ("EMAIL_TEMPLATE_PARAMETER", "SMS_TEMPLATE_PARAMETER"),
}
NUMBERS = {
    "CALL_TIMEOUT_MS": "400",
    "MODEL_TIMEOUT_MS": "500",
    "PARAMETER_CACHE_SECONDS": "300",
    "REVIEW_THRESHOLD": "5000",
}
TRANSACTION = {
    "transaction_id": "t-1",
    "timestamp": 1_767_225_600_000,
    "amount_text": "12.50",
    "amount_usd": 12.5,
    "conversion": "ok",
    "currency": "USD",
    "card_token": "tok_a1b2c3d4",
    "merchant_id": "m-7",
    "terminal_id": "",
    "country": "US",
    "entry_mode": "",
}
EVENT = {"transaction": TRANSACTION, "analysis": {"decision": "review"}}


@pytest.fixture(params=READING, ids=lambda module: module.__package__.rpartition(".")[2])
def function(request: pytest.FixtureRequest) -> ModuleType:
    module: ModuleType = request.param
    return module


@pytest.fixture
def names(function: ModuleType, aws: Recorder, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the parameters that the function's environment holds."""
    named = {variable: f"/fraud-detection/{variable.lower()}" for variable in READING[function]}
    for variable, value in {**NUMBERS, **named, "TOPIC_ARN": "arn:aws:sns:us-east-1:000000000000:a"}.items():
        monkeypatch.setenv(variable, value)
    aws.answers["PublishBatch"] = services.published("m-1")
    return list(named.values())


class Clock:
    """A clock that stands still until it is moved."""

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


def kept(*outcomes: dict[str, str] | Exception, clock: Clock, warnings: list[str], seconds: float = 300) -> Any:
    """Parameters that are fetched with these outcomes, and kept for so long."""

    def warn(text: str, failure: str) -> None:
        warnings.append(text % failure)

    return parameters.cached(fetching(*outcomes), seconds=seconds, clock=clock, warn=warn)


def test_all_parameters_are_read_and_decrypted_in_one_call(
    function: ModuleType, names: list[str], aws: Recorder
) -> None:
    aws.answers["GetParameters"] = services.parameters(dict.fromkeys(names, "local"))
    function.handler(EVENT, None)
    function.handler(EVENT, None)
    assert [asked for asked in aws.asked if "Names" in asked] == [{"Names": names, "WithDecryption": True}]


def test_a_missing_parameter_is_an_error_that_names_it(function: ModuleType, names: list[str], aws: Recorder) -> None:
    *held, missing = names
    aws.answers["GetParameters"] = services.parameters(dict.fromkeys(held, "a-secret"))
    with pytest.raises(LookupError, match=missing) as failure:
        function.handler(EVENT, None)
    assert "a-secret" not in str(failure.value)


def test_all_that_are_missing_are_named_at_once() -> None:
    empty = SimpleNamespace(get_parameters=lambda **_: {"Parameters": []})
    with pytest.raises(LookupError) as failure:
        parameters.read("/b", "/a", client=empty)
    told = "Parameter Store: /a, /b: no such parameter; create it, or correct its name"
    assert str(failure.value) == told


def test_a_parameter_store_that_cannot_be_reached_is_an_error(
    function: ModuleType, names: list[str], aws: Recorder
) -> None:
    aws.answers["GetParameters"] = services.silent
    with pytest.raises(ConnectTimeoutError):
        function.handler(EVENT, None)
    assert names


@pytest.mark.parametrize("seconds", [300, 60])
def test_what_was_read_is_kept_for_the_time_that_is_given(seconds: int) -> None:
    clock = Clock()
    current = kept({"a": "1"}, {"a": "2"}, clock=clock, warnings=[], seconds=seconds)
    assert current() == {"a": "1"}
    clock.now += seconds - 0.1
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
def test_a_failed_refresh_serves_the_stale_values_and_tries_again_later(failure: Exception) -> None:
    clock, warnings = Clock(), list[str]()
    current = kept({"a": "secret-1"}, failure, {"a": "secret-2"}, clock=clock, warnings=warnings)
    current()
    clock.now += 300
    assert current() == {"a": "secret-1"}
    clock.now += 29
    assert current() == {"a": "secret-1"}
    clock.now += 1
    assert current() == {"a": "secret-2"}
    assert warnings == [f"parameters were not refreshed ({type(failure).__name__}); the known ones are used"]


def test_a_first_read_that_fails_is_an_error_and_the_next_call_tries_again() -> None:
    current = kept(ConnectTimeoutError(endpoint_url="https://ssm"), {"a": "1"}, clock=Clock(), warnings=[])
    with pytest.raises(ConnectTimeoutError):
        current()
    assert current() == {"a": "1"}


def test_a_parameter_that_was_deleted_is_an_error_and_not_a_stale_value() -> None:
    clock = Clock()
    current = kept({"a": "1"}, LookupError("deleted"), clock=clock, warnings=[])
    current()
    clock.now += 300
    with pytest.raises(LookupError, match="deleted"):
        current()


@pytest.mark.parametrize("client", [parameters.client, topic.client], ids=["ssm", "sns"])
def test_a_client_is_made_once_and_gives_up_when_it_is_told_to(client: Callable[[int], Any]) -> None:
    made = client(400)
    assert made is client(400)
    limits = made.meta.config
    assert (limits.connect_timeout, limits.read_timeout, limits.retries["total_max_attempts"]) == (0.4, 0.4, 1)
