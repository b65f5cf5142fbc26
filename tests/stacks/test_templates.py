"""What the API accepts, sends on and answers, before and after the workflow: the synthesized templates, rendered."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from live.answers import JSON, Answer, Response, mapped
from live.velocity import rendered
from policies.requirements import LOOKING, REGION
from stacks import schema, templates

RUN = "1" * 13
SEALED = "0a" * 64
ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:transaction-processing"
CALLER: dict[str, Any] = {"identity": {"apiKeyId": "k7client01"}, "requestId": "0a1b-2c3d"}
DECIDED = {"status": "decided", "transaction_id": "t-1", "decision": "approve", "score": 0.1, "reasons": []}
REJECTED = {"status": "rejected", "errors": [{"field": "amount", "message": "must be greater than 0"}]}

# What would end a text or a directive, if it were not escaped.
SYNTAX = (
    "$util",
    "$!{input}",
    "#set($x = 1)",
    "#end",
    "#if(true)",
    "##",
    "#*",
    "\\'",
    "'",
    '"',
    '"}',
    "\\",
    "</script>",
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.lists(st.sampled_from(SYNTAX), max_size=6).map("".join)
NUMBERS = st.integers(-(10**400), 10**400) | st.floats(allow_nan=False, allow_infinity=False)
ANYTHING = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


def after(responses: tuple[Response, ...], **outcome: object) -> Answer:
    """The answer to an execution that ended like this."""
    return mapped(responses, 200, json.dumps({"executionArn": ARN, **outcome}))


@pytest.mark.parametrize(
    ("output", "status"),
    [(DECIDED, 200), (DECIDED | {"duplicate": True}, 200), (REJECTED, 422), ({"status": "conflict"}, 409)],
)
def test_what_the_workflow_says_is_the_answer_and_decides_its_status(
    output: Mapping[str, object], status: int, responses: tuple[Response, ...]
) -> None:
    answer = after(responses, status="SUCCEEDED", output=json.dumps(output))
    assert (answer.status, answer.json) == (status, output)
    assert "Retry-After" not in answer.headers


def test_what_is_accepted_is_told_from_a_decision_and_says_when_to_ask_for_that(
    responses: tuple[Response, ...],
) -> None:
    answer = after(responses, status="SUCCEEDED", output='{"status":"accepted"}')
    assert (answer.status, answer.json) == (202, {"status": "accepted"})
    assert answer.headers["Retry-After"] == "1"


@pytest.mark.parametrize("status", ["FAILED", "TIMED_OUT"])
def test_an_execution_that_failed_is_told_without_its_reason_and_when_to_return(
    status: str, responses: tuple[Response, ...]
) -> None:
    answer = after(responses, status=status, output="{}", error="TransactionNotStored", cause="the table is gone")
    assert (answer.status, answer.json) == (503, {"message": templates.UNAVAILABLE})
    assert answer.headers["Retry-After"] == "1"


@pytest.mark.parametrize("outcome", [{}, {"status": "ABORTED"}, {"status": "SUCCEEDED", "output": '{"status":"new"}'}])
def test_an_outcome_that_nobody_knows_is_an_error_of_ours_and_tells_nothing(
    outcome: dict[str, str], responses: tuple[Response, ...]
) -> None:
    answer = after(responses, **outcome)
    assert (answer.status, answer.json) == (500, {"message": templates.BROKEN})


@pytest.mark.parametrize("name", ["ThrottlingException", "KmsThrottlingException", "ExecutionLimitExceeded"])
@pytest.mark.parametrize("namespace", ["", "com.amazon.coral.availability#"])
@pytest.mark.parametrize("status", [400, 429])
def test_a_start_that_is_throttled_is_told_as_such_and_when_to_return(
    namespace: str, name: str, status: int, responses: tuple[Response, ...]
) -> None:
    answer = mapped(responses, status, json.dumps({"__type": namespace + name, "message": "secret"}))
    assert (answer.status, answer.json) == (429, {"message": templates.THROTTLED})
    assert answer.headers["Retry-After"] == "1"


@pytest.mark.parametrize(
    "said", [{}, {"__type": "com.amazonaws.swf.service.v2.model#StateMachineDoesNotExist"}, {"__type": "InvalidArn"}]
)
def test_any_other_refusal_is_an_error_of_ours_and_tells_nothing(
    said: dict[str, str], responses: tuple[Response, ...]
) -> None:
    answer = mapped(responses, 400, json.dumps(said | {"message": "secret"}))
    assert (answer.status, answer.json) == (500, {"message": templates.BROKEN})


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_step_functions_own_failure_is_told_with_when_to_return(status: int, responses: tuple[Response, ...]) -> None:
    answer = mapped(responses, status, "no JSON at all")
    assert (answer.status, answer.json) == (503, {"message": templates.UNAVAILABLE})
    assert answer.headers["Retry-After"] == "1"


@given(st.dictionaries(TEXTS, ANYTHING, max_size=6))
@example({"it's": "a \\' and a \\\\' and a '"})
@example({"long": "\\'" * 200_000})
@example({"\u2028\x7f\x00": "\U0001f4b3 é"})
def test_whatever_the_body_holds_the_workflow_gets_just_that_and_nothing_else_is_asked(body: dict[str, Any]) -> None:
    asked, _ = rendered(templates.request(ARN), json.dumps(body), **CALLER)
    request = json.loads(asked)
    assert request.keys() == {"stateMachineArn", "name", "input"}
    assert (request["stateMachineArn"], request["name"]) == (ARN, "k7client01_0a1b-2c3d_api")
    assert json.loads(request["input"]) == body


@pytest.mark.parametrize(
    "chosen", ["a_drained", '","input":"{}', '\\","input":"{}","name":"k_a_drained', "x" * 200, ""]
)
def test_whatever_id_a_caller_gives_the_request_the_body_is_its_own_and_the_name_ends_as_ours(chosen: str) -> None:
    asked, _ = rendered(templates.request(ARN), '{"amount": 7}', **{**CALLER, "requestId": chosen})
    request = json.loads(asked, object_pairs_hook=lambda pairs: pairs)
    assert [name for name, _ in request] == ["stateMachineArn", "name", "input"]
    assert request[1][1].endswith("_api")
    assert json.loads(request[2][1]) == {"amount": 7}


def test_a_deeply_nested_body_is_passed_on_whole() -> None:
    nested: Any = "x"
    for _ in range(200):
        nested = {"deeper": [nested]}
    asked, _ = rendered(templates.request(ARN), json.dumps(nested), **CALLER)
    assert json.loads(json.loads(asked)["input"]) == nested


@given(st.dictionaries(TEXTS, ANYTHING, max_size=4))
def test_whatever_the_workflow_says_the_caller_gets_json(said: dict[str, Any]) -> None:
    template = templates.response()
    body, _ = rendered(
        template, json.dumps({"status": "SUCCEEDED", "output": json.dumps({**said, "status": "decided"})})
    )
    assert json.loads(body) == {**said, "status": "decided"}


def test_the_synthesized_request_is_the_one_that_is_tested(stack: dict[str, Any]) -> None:
    asked = [each["request_templates"] for each in stack["resource"]["aws_api_gateway_integration"].values()]
    template = {LOOKING: templates.lookup}
    due = [
        {
            JSON: template.get(name, templates.request)(
                f"arn:aws:states:{REGION}:${{var.account_id}}:stateMachine:{name}"
            )
        }
        for name in (machine["name"] for machine in stack["resource"]["aws_sfn_state_machine"].values())
    ]
    assert sorted(map(str, asked)) == sorted(map(str, due))


@given(TEXTS, TEXTS)
@example("t-1", SEALED)
@example("a" * 64, SEALED)
@example("a" * 65, SEALED)
@example("t-1\n", SEALED)
@example("t-1", SEALED + "0")
@example("t-1", SEALED.upper())
@example('","receipt":"', SEALED)
def test_only_an_id_and_a_receipt_are_asked_for_and_anything_else_is_asked_for_as_nothing(
    name: str, receipt: str
) -> None:
    asked, _ = rendered(templates.lookup(ARN), "{}", {"transaction_id": name, "receipt": receipt}, **CALLER)
    request = json.loads(asked)
    fit = re.fullmatch(schema.IDENTIFIER.rstrip("$") + r"\Z", name) and re.fullmatch("[0-9a-f]{128}", receipt)
    given = {"transaction_id": name, "receipt": receipt} if fit else {"transaction_id": "-", "receipt": "-"}
    assert request == {
        "stateMachineArn": ARN,
        "name": "k7client01_0a1b-2c3d_api",
        "input": json.dumps(given, separators=(",", ":")),
    }


def test_what_is_accepted_is_told_with_where_to_ask_for_it(responses: tuple[Response, ...]) -> None:
    said = {"status": "accepted", "transaction_id": "t-1", "receipt": SEALED}
    answer = after(responses, status="SUCCEEDED", output=json.dumps(said))
    assert (answer.status, answer.json) == (202, said)
    assert (answer.headers["Location"], answer.headers["Retry-After"]) == (f"transaction/t-1?receipt={SEALED}", "1")


def test_what_waits_is_told_with_when_to_ask_again(responses: tuple[Response, ...]) -> None:
    answer = after(responses, status="SUCCEEDED", output=json.dumps({"status": "pending"}))
    assert (answer.status, answer.json, answer.headers["Retry-After"]) == (202, {"status": "pending"}, "1")
    assert "Location" not in answer.headers


def accepts(name: str, value: str) -> bool:
    rule = schema.transaction()["properties"][name]
    card_number = "not" in rule and re.search(rule["not"]["pattern"], value)
    return bool(re.search(rule["pattern"], value)) and not card_number


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("transaction_id", f"t-{RUN}", "t 1"),
        ("merchant_id", "m" * 64, "m" * 65),
        ("terminal_id", "1", ""),
        ("card_token", f"tok_{RUN}", RUN),
        ("card_token", f"{RUN}{RUN}", "1234-5678-9012-3456"),
        ("customer_token", RUN, "a b"),
        ("device_token", RUN, "a.b"),
        ("amount", "12.50", "12,50"),
        ("merchant_name", "Café Müller & Söhne", "<b>"),
        ("merchant_category_code", "0742", "742"),
        ("entry_mode", "contactless", "Chip"),
        ("entry_mode", "051", "5"),
        ("currency", "EUR", "eur"),
        ("country", "DE", "DEU"),
    ],
)
def test_the_schema_accepts_what_is_agreed_and_no_raw_number_for_a_token(name: str, good: str, bad: str) -> None:
    assert accepts(name, good)
    assert not accepts(name, bad)


def test_the_schema_wants_what_every_payment_has_and_describes_all_else() -> None:
    made = schema.transaction()
    assert made["$schema"] == "http://json-schema.org/draft-04/schema#"
    assert set(made["required"]) < set(made["properties"])
    assert made["additionalProperties"] is False
