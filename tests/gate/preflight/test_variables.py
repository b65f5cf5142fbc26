"""The values of the variables: given, well-formed, and never shown."""

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from gate.preflight.precondition import State
from gate.preflight.variable_files import NoVariables, given
from gate.preflight.variables import FORMS, PLACEHOLDERS, variables
from lambdas.fraud_analyzer.endpoint import scorer
from lambdas.notification_sender.message import compose


def endpoint(url: str = "https://model.example.com/score", key: bytes = bytes(32)) -> str:
    return json.dumps({"url": url, "key": b64encode(key).decode()})


GOOD = {
    "account_id": ["123456789012"],
    "alert_email": ["customer@example.com"],
    "alert_phone": ["+12025550123"],
    "email_template": ["You paid $$$amount $currency: ${decision}"],
    "ml_model_endpoint": ["local", endpoint(), endpoint("https://model.example.com:8443/score?version=2", bytes(64))],
    "operations_email": ["operations@example.com"],
    "sms_template": ["$decision"],
}
BAD = {
    "account_id": ["12345678901", "1234567890123", "12345678901\u0662", " 123456789012"],
    "alert_email": [
        "customer",
        "customer@",
        "customer@example",
        "a b@example.com",
        "a@b@example.com",
        "a\x1b@example.com",
    ],
    "alert_phone": ["12025550123", "+0202555012", "+1 202 555 0123", "+123456789012345678"],
    "email_template": [" ", "$card_token", "50 $ off", "x" * 4_097, "\u00e4" * 2_049, "\udcff"],
    "ml_model_endpoint": [
        "Local",
        "https://model.example.com/score",
        "{",
        "[" * 100_000,
        f"[{endpoint()}]",
        '{"url": "https://model.example.com"}',
        '{"url": 1, "key": 1}',
        endpoint()[:-1] + ', "more": 1}',
        endpoint()[:-1] + ', "url": "https://model.example.com"}',
        endpoint(key=bytes(31)),
        endpoint().replace("=", ""),
        endpoint().replace("=", "-"),
        endpoint("http://model.example.com"),
        endpoint("https://"),
        endpoint("https://user@example.com"),
        endpoint("https://[x"),
        endpoint("https://example.com:port"),
        endpoint("https://a\n.com"),
        endpoint("https://a/\x01"),
        endpoint("https://mödel.example.com"),
    ],
    "operations_email": ["operations"],
    "sms_template": ["${amount"],
}


def shortly(word: str) -> str:
    return word[:20]


def states(name: str, value: str) -> list[State]:
    return [each.state for each in variables([name], {name: value}, ())]


def test_every_variable_that_the_stack_declares_has_a_form(stack: dict[str, Any]) -> None:
    assert FORMS.keys() == stack["variable"].keys() == GOOD.keys() == BAD.keys()


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in GOOD.items() for value in values])
def test_a_value_of_its_form_is_ok(name: str, value: str) -> None:
    assert states(name, value) == [State.OK]


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in BAD.items() for value in values], ids=shortly
)
def test_a_value_of_another_form_is_missing_and_is_not_shown(name: str, value: str) -> None:
    (found,) = variables([name], {name: value}, ())
    assert found.state is State.MISSING
    assert [found] == list(variables([name], {name: "$"}, ()))


def test_what_has_no_value_is_missing_and_what_cannot_be_read_or_has_no_form_is_not_known() -> None:
    found = variables(["account_id", "sms_template", "more"], {"more": "1"}, ["sms_template"])
    assert [each.state for each in found] == [State.MISSING, State.UNKNOWN, State.UNKNOWN]


@pytest.mark.parametrize(
    ("name", "value", "state"),
    [
        ("alert_email_of_c-42", "customer@example.com", State.OK),
        ("alert_email_of_c-42", "+12025550123", State.MISSING),
        ("alert_phone_of_A_7", "+12025550123", State.OK),
        ("alert_phone_of_A_7", "customer@example.com", State.MISSING),
    ],
)
def test_the_address_and_the_number_of_a_customer_have_the_form_of_the_common_ones(
    name: str, value: str, state: State
) -> None:
    assert states(name, value) == [state]


@pytest.mark.parametrize("value", [*GOOD["ml_model_endpoint"], *BAD["ml_model_endpoint"]], ids=shortly)
def test_an_endpoint_is_of_its_form_where_the_analyzer_can_ask_it(value: str) -> None:
    try:
        asked = value == "local" or bool(scorer(value, seconds=1))
    except ValueError:
        asked = False
    assert asked is (states("ml_model_endpoint", value) == [State.OK])


def test_the_placeholders_are_those_that_a_message_is_filled_with() -> None:
    fields = {"transaction_id", "amount_text", "currency", "merchant_id", "country"}
    event = {"transaction": dict.fromkeys(fields, "x"), "analysis": {"decision": "decline"}}
    text = " ".join(f"${name}" for name in sorted(PLACEHOLDERS))
    filled = {"decision": "decline", "further_payments": "0", "not_me": ""}
    expected = " ".join(filled.get(name, "x") for name in sorted(PLACEHOLDERS))
    assert compose(event, email=text, sms="-").email == expected
    with pytest.raises(ValueError, match="use ") as refused:
        compose(event, email="$other", sms="-")
    assert all(f"${name}" in str(refused.value) for name in PLACEHOLDERS)
    assert str(refused.value).partition("use ")[2].count("$") == len(PLACEHOLDERS) + 2  # and $$


LINES = """\
# The values of production.
account_id   = "123456789012"
sms_template = "a \\"quoted\\" $amount" # the text
alert_email  = "one@example.com" // the owner
"""
ONLY_TERRAFORM_READS = """\
email_template = <<EOT
Dear customer
EOT
alert_email = lower("A@example.com")
alert_phone = "${var.x}"
sms_template = "%{ if true }a%{ endif }"
account_id = "123456789012
"""


def test_a_file_goes_before_the_environment_and_a_later_file_before_an_earlier(tmp_path: Path) -> None:
    first, second = tmp_path / "first.tfvars", tmp_path / "second.tfvars.json"
    first.write_text(LINES)
    second.write_text('{"alert_email": "two@example.com", "alert_phone": 1}')
    found = given({"TF_VAR_account_id": "1", "TF_VAR_more": "x", "HOME": "/"}, [first, second])
    assert found.values == {
        "account_id": "123456789012",
        "sms_template": 'a "quoted" $amount',
        "alert_email": "two@example.com",
        "more": "x",
    }
    assert found.unread == {"alert_phone"}


def test_what_only_terraform_can_read_is_not_guessed_at(tmp_path: Path) -> None:
    file = tmp_path / "production.tfvars"
    file.write_text(ONLY_TERRAFORM_READS)
    found = given({}, [file])
    assert found.values == {}
    assert found.unread == {"email_template", "alert_email", "alert_phone", "sms_template", "account_id"}


@pytest.mark.parametrize("before", ["/*", "sms_template = <<EOT", "tags = {", "what is this", LINES])
def test_behind_what_is_not_read_nothing_is(before: str, tmp_path: Path) -> None:
    file = tmp_path / "production.tfvars"
    file.write_text(f'operations_email = "a@example.com"\n{before}\n{LINES}')
    found = given({}, [file])
    assert found.values.get("operations_email") == "a@example.com"
    assert found.unread >= {"account_id", "sms_template", "alert_email"}


@pytest.mark.parametrize("content", [b"[]", b"{", b'{"a": "1", "a": "2"}', b"\xff"])
def test_a_file_that_is_none_is_named_in_one_line_without_what_it_holds(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "production.tfvars.json"
    file.write_bytes(content)
    with pytest.raises(NoVariables, match=r"^[^\n]*production\.tfvars\.json[^\n]*; [^\n]*$"):
        given({}, [file])
    file.unlink()
    with pytest.raises(NoVariables, match=r"production\.tfvars\.json"):
        given({}, [file])
