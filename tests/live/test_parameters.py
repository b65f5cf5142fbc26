"""A parameter that is changed while the functions run is picked up, after the time for which they keep it."""

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from live.system import System
from tests.live.grants import event
from tests.live.worker import worker

ENDPOINT, SMS = "/fraud-detection/ml-model-endpoint", "/fraud-detection/notification-template/sms"
# Nothing listens there, so that whoever believes it gets no answer.
NOWHERE = json.dumps({"url": "https://127.0.0.1:9/score", "key": b64encode(bytes(32)).decode()})


def put(system: System, name: str, value: str) -> None:
    """Under the key that it has: whoever names none gets AWS's own."""
    client = system.aws.client("ssm")
    (parameter,) = client.describe_parameters(ParameterFilters=[{"Key": "Name", "Values": [name]}])["Parameters"]
    client.put_parameter(Name=name, Value=value, Type=parameter["Type"], KeyId=parameter["KeyId"], Overwrite=True)


@pytest.fixture
def seconds(system: System) -> float:
    """For how long the functions are told to keep parameters."""
    configured = system.aws.client("lambda").get_function_configuration(FunctionName="fraud-analyzer")
    return float(configured["Environment"]["Variables"]["PARAMETER_CACHE_SECONDS"])


@pytest.fixture
def kept(system: System, request: pytest.FixtureRequest) -> Any:
    """Puts back what the test changes."""
    name = request.param
    before = system.aws.client("ssm").get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"]
    yield name
    put(system, name, before)


@pytest.mark.parametrize("kept", [ENDPOINT], indirect=True)
def test_the_analyzer_asks_the_new_model_once_the_old_endpoint_was_kept_for_its_time(
    kept: str, seconds: float, system: System, tmp_path: Path
) -> None:
    with worker(system, "fraud-analyzer", tmp_path) as analyzer:
        first = analyzer.call(event(amount=6000.0))["answer"]
        put(system, kept, NOWHERE)
        assert analyzer.call(event(amount=6000.0), later=seconds - 60)["answer"]["model"] == first["model"]
        assert analyzer.call(event(amount=6000.0), later=61) == {"failure": "ConnectionError"}
        put(system, kept, "local")
        assert analyzer.call(event(amount=6000.0)) == {"failure": "ConnectionError"}
        assert analyzer.call(event(amount=6000.0), later=seconds + 1)["answer"]["model"] == first["model"]


@pytest.mark.parametrize("kept", [SMS], indirect=True)
def test_the_notifier_writes_by_the_new_template_once_the_old_one_was_kept_for_its_time(
    kept: str, seconds: float, system: System, tmp_path: Path
) -> None:
    def said() -> list[str]:
        return [alert["Message"] for alert in system.traces.alerts()]

    asked = event(amount=6000.0)
    with worker(system, "notification-sender", tmp_path) as notifier:
        said()
        notifier.call(asked)
        (before,) = said()
        put(system, kept, "Changed: $decision")
        notifier.call(asked, later=seconds - 60)
        assert said() == [before]
        notifier.call(asked, later=61)
        (after,) = said()
        assert "Changed: review" in after
        assert "Changed" not in before
