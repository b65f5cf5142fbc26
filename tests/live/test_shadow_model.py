"""A shadow model in the deployed bundle: its version and score stand in the stored row, and nothing else changes."""

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator

import pytest

from lambdas.fraud_analyzer import model
from live.story import transaction
from live.system import System

ANALYZER, PACKAGE = "fraud-analyzer", "fraud_analyzer"
# In log-odds: the shipped trees, and beside them the certainty that every payment is fraud.
CERTAIN = 50.0


def bundle(system: System) -> bytes:
    """The judged bundle, as it was deployed."""
    content: bytes = (system.deployment.terraform.folder / "assets" / f"{ANALYZER}.zip").read_bytes()
    return content


def run(system: System, content: bytes) -> None:
    """Let the analyzer run this bundle from now on."""
    functions = system.aws.client("lambda")
    functions.update_function_code(FunctionName=ANALYZER, ZipFile=content)
    functions.get_waiter("function_updated_v2").wait(FunctionName=ANALYZER)
    runs = functions.get_function_configuration(FunctionName=ANALYZER)["CodeSha256"]
    assert runs == base64.b64encode(hashlib.sha256(content).digest()).decode()


@pytest.fixture
def shadowed(system: System) -> Iterator[model.Model]:
    """A shadow model beside the shipped one, and afterwards the judged bundle again."""
    judged = bundle(system)
    buffer = io.BytesIO(judged)
    with zipfile.ZipFile(buffer, "a") as archive:
        written = json.loads(archive.read(f"{PACKAGE}/model.json"))
        text = json.dumps({**written, "version": "tried-1", "base": CERTAIN})
        archive.writestr(f"{PACKAGE}/shadow.json", text)
    try:
        run(system, buffer.getvalue())
        yield model.read(text)
    finally:
        run(system, judged)


def test_a_shadow_model_is_scored_and_stored_and_decides_nothing(system: System, shadowed: model.Model) -> None:
    body = transaction()
    answer = system.post(body).json
    marker, row = system.traces.items(body["transaction_id"])
    assert (answer["decision"], answer["reasons"]) == ("approve", [])
    assert (row["decision"], row["model"]) == ({"S": "approve"}, {"S": model.load().version})
    # By its own threshold this model would have had it reviewed.
    assert float(row["shadow_score_text"]["S"]) >= shadowed.thresholds.review > float(row["score"]["N"])
    assert row["shadow_model"] == {"S": "tried-1"}
    assert marker.keys() & {"shadow_model", "shadow_score_text"} == set()
