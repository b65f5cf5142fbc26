"""What the API accepts, sends on and answers, before and after the workflow."""

import json
import re

import pytest

from stacks import schema, templates

RUN = "1" * 13


def test_the_answer_is_json_on_every_branch() -> None:
    lines = [line for line in templates.response().splitlines() if not line.startswith("#")]
    assert lines.count("$execution.output") == 3
    assert [list(json.loads(line)) for line in lines if line != "$execution.output"] == [["message"], ["message"]]


@pytest.mark.parametrize("status", ["422", "409", "503", "500"])
def test_every_outcome_has_its_status(status: str) -> None:
    assert f"#set($context.responseOverride.status = {status})" in templates.response()


def test_the_request_undoes_what_escaping_does_to_apostrophes() -> None:
    assert r"""replaceAll("\\'","'")""" in templates.request("arn")


def accepts(name: str, value: str) -> bool:
    rule = schema.transaction()["properties"][name]
    card_number = "not" in rule and re.search(rule["not"]["pattern"], value)
    return bool(re.search(rule["pattern"], value)) and not card_number


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("transaction_id", f"t-1_A{RUN[1:]}", f"t-{RUN}"),
        ("merchant_id", "m" * 64, "m" * 65),
        ("terminal_id", "1", ""),
        ("card_token", f"tok_{RUN[1:]}", f"tok_{RUN}"),
        ("currency", "EUR", "eur"),
        ("country", "DE", "DEU"),
    ],
)
def test_the_schema_accepts_what_is_agreed_and_no_run_of_digits(name: str, good: str, bad: str) -> None:
    assert accepts(name, good)
    assert not accepts(name, bad)


def test_the_schema_wants_every_field_and_no_other() -> None:
    made = schema.transaction()
    assert made["$schema"] == "http://json-schema.org/draft-04/schema#"
    assert set(made["required"]) == set(made["properties"])
    assert made["additionalProperties"] is False
