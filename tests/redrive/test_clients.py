"""How long the command waits for AWS, and what it asks twice."""

import runpy

import pytest

from redrive import clients


@pytest.fixture(autouse=True)
def _account(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"AWS_DEFAULT_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing"}
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    clients.client.cache_clear()


@pytest.mark.parametrize(
    ("service", "retries"),
    [("sqs", {"total_max_attempts": 5, "mode": "standard"}), ("events", {"total_max_attempts": 1, "mode": "legacy"})],
)
def test_queues_are_asked_again_and_nothing_else_is(service: str, retries: dict[str, object]) -> None:
    made = clients.client(service)
    assert made.meta.service_model.service_name == service
    limits = made.meta.config
    assert (limits.connect_timeout, limits.read_timeout, limits.max_pool_connections) == (5, 40, 20)
    assert limits.retries == retries
    assert limits.inject_host_prefix


def test_a_client_is_made_once() -> None:
    assert clients.client("events") is clients.client("events")


def test_an_address_of_one_s_own_has_no_sub_domain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "https://127.0.0.1:9")
    assert not runpy.run_path(str(clients.__file__))["CONFIG"].inject_host_prefix
