"""The drain in its environment, with its services."""

import pytest

from tests.lambdas.recorder import Recorder
from tests.lambdas.transaction_drain.queue import ENVIRONMENT, Surroundings


@pytest.fixture
def around(aws: Recorder, monkeypatch: pytest.MonkeyPatch) -> Surroundings:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    return Surroundings(aws)
