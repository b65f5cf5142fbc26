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


def refused(error: str) -> list[str]:
    """The lines that answer a refusal of this type, by the template's only condition."""
    first, condition, *rest = templates.refusal().splitlines()
    assert first == "#set($type = $input.path('$.__type'))"
    middle = rest.index("#else")
    throttled = error.endswith(tuple(re.findall(r"\$type\.endsWith\('(\w+)'\)", condition)))
    return rest[:middle] if throttled else rest[middle + 1 : rest.index("#end")]


@pytest.mark.parametrize("name", ["ThrottlingException", "KmsThrottlingException", "ExecutionLimitExceeded"])
@pytest.mark.parametrize("namespace", ["", "com.amazon.coral.availability#"])
def test_a_start_that_is_throttled_is_told_as_such_and_when_to_return(namespace: str, name: str) -> None:
    status, header, message = refused(namespace + name)
    assert status == "#set($context.responseOverride.status = 429)"
    assert header == "#set($context.responseOverride.header.Retry-After = '1')"
    assert list(json.loads(message)) == ["message"]


@pytest.mark.parametrize("error", ["", "com.amazonaws.swf.service.v2.model#StateMachineDoesNotExist", "InvalidArn"])
def test_any_other_refusal_is_an_error_of_ours_and_tells_nothing(error: str) -> None:
    assert refused(error) == [templates.message(templates.BROKEN)]


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
