"""The document says what the synthesized API takes and answers, is well-formed, and is not stale."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from openapi.__main__ import main
from openapi.answers import Undescribed, written
from openapi.document import document
from openapi.statuses import STATUSES
from policies.core.stack import Stack
from policies.requirements import BATCHING, DECIDING, LOOKING, REPORTING

FILE = Path(__file__).resolve().parent.parent.parent / "docs" / "openapi.json"


@pytest.fixture(scope="module")
def made(synthesized: Path) -> dict[str, Any]:
    return document(Stack.load(synthesized.read_bytes()))


def edited(synthesized: Path, old: str, new: str) -> Stack:
    text = synthesized.read_text(encoding="utf-8")
    assert old in text
    return Stack.load(text.replace(old, new).encode())


def test_the_document_is_well_formed(made: dict[str, Any]) -> None:
    validate(made)


def test_the_tracked_document_is_that_of_the_synthesized_file(made: dict[str, Any]) -> None:
    assert FILE.read_text(encoding="utf-8") == written(made), "docs/openapi.json is stale; renew it with: make openapi"


def test_its_schema_is_the_models(made: dict[str, Any], stack: dict[str, Any]) -> None:
    models = {
        model["name"]: json.loads(model["schema"]) for model in stack["resource"]["aws_api_gateway_model"].values()
    }
    assert {path for path, each in made["paths"].items() if "post" in each} == {f"/{name.lower()}" for name in models}
    for name, model in models.items():
        content = made["paths"][f"/{name.lower()}"]["post"]["requestBody"]["content"]["application/json"]
        assert content["schema"] | {"$schema": "http://json-schema.org/draft-04/schema#"} == model
        assert Draft202012Validator(content["schema"]).is_valid(content["example"])


def test_it_knows_each_status_that_the_api_can_answer(made: dict[str, Any]) -> None:
    answered = {
        (path, method): operation["responses"].keys()
        for path, operations in made["paths"].items()
        for method, operation in operations.items()
    }
    assert answered == {
        ("/transaction", "post"): STATUSES[DECIDING].keys(),
        ("/transactions", "post"): STATUSES[BATCHING].keys(),
        ("/report", "post"): STATUSES[REPORTING].keys(),
        ("/transaction/{transaction_id}", "get"): STATUSES[LOOKING].keys(),
    }


def test_a_parameter_that_nobody_has_described_is_an_error(synthesized: Path) -> None:
    with pytest.raises(Undescribed, match=r"openapi/document\.py"):
        document(edited(synthesized, "method.request.querystring.receipt", "method.request.querystring.card"))


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("responseOverride.status = 422", "responseOverride.status = 418", "openapi/statuses.py"),
        ('"status_code": "413"', '"status_code": "418"', "openapi/statuses.py"),
        (r"\"duplicate\":false", r"\"repeated\":false", "openapi/answers.py"),
        (r"\"status\":\"conflict\"", r"\"status\":\"clash\"", "openapi/answers.py"),
    ],
)
def test_an_answer_that_nobody_has_described_is_an_error(synthesized: Path, old: str, new: str, where: str) -> None:
    with pytest.raises(Undescribed, match=re.escape(where)):
        document(edited(synthesized, old, new))


def test_the_command_writes_the_document(synthesized: Path, tmp_path: Path, made: dict[str, Any]) -> None:
    done = CliRunner().invoke(main, [str(synthesized), str(tmp_path / "api.json")])
    assert done.exit_code == 0, done.output
    assert json.loads((tmp_path / "api.json").read_text(encoding="utf-8")) == made


@pytest.mark.parametrize("content", ["", "{}", None])
def test_what_is_no_synthesized_file_is_refused_in_one_line(content: str | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "cdk.tf.json").write_text(content, encoding="utf-8")
    done = CliRunner().invoke(main, [str(tmp_path / "cdk.tf.json"), str(tmp_path / "api.json")])
    assert done.exit_code == 2
    assert len(done.output.splitlines()) == 1
