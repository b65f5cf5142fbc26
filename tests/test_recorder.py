"""The recorder hears every call of a function's code, and refuses what it cannot attribute."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FunctionType
from typing import Any

import boto3
import pytest
from botocore.session import Session

from tests.lambdas import recorder as recording
from tests.lambdas import services
from tests.lambdas.naming import Call, Unattributed, attributed
from tests.lambdas.recorder import ACCOUNT, LAMBDAS, SHARED, Recorder, functions, source, strays, text

NAME = "/card-freezer/list"


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """A recorder of its own, while Parameter Store holds one value that the environment names."""
    for name, value in {**ACCOUNT, "LIST_PARAMETER": NAME}.items():
        monkeypatch.setenv(name, value)
    made = Recorder()
    made.answers["GetParameters"] = services.parameters({NAME: "a"})
    return made


def code(module: str, package: str = "card_freezer") -> Any:
    """A function as it would stand in this module, reading parameters of these names."""

    def read(client: Any, *names: str) -> Any:
        return client.get_parameters(Names=list(names))["Parameters"]

    return FunctionType(read.__code__, {"__name__": f"lambdas.{package}.{module}", "list": list})


def calling(called: Any, module: str = "handler") -> Any:
    """A function as it would stand in a handler, or in another module, calling another."""

    def call(*given: Any) -> Any:
        return called(*given)

    return FunctionType(call.__code__, {"__name__": f"lambdas.card_freezer.{module}"}, closure=call.__closure__)


def test_a_call_is_kept_by_the_function_whose_code_made_it(recorder: Recorder) -> None:
    with recorder.listening():
        assert code("handler")(boto3.client("ssm"), NAME) == [{"Name": NAME, "Value": "a"}]
    assert recorder.made == {"card_freezer": {Call("ssm:GetParameters", "LIST_PARAMETER")}}
    assert strays(recorder.made, recorder.entered) == []


def test_a_call_of_shared_code_is_kept_by_the_function_that_uses_it(recorder: Recorder) -> None:
    with recorder.listening():
        calling(code("parameters", "shared"))(boto3.client("ssm"), NAME)
    assert recorder.made == {"card_freezer": {Call("ssm:GetParameters", "LIST_PARAMETER")}}
    assert strays(recorder.made, recorder.entered) == []


def test_a_call_of_a_function_that_another_calls_itself_is_kept_by_the_one_that_calls(recorder: Recorder) -> None:
    with recorder.listening():
        calling(code("handler", "card_reader"))(boto3.client("ssm"), NAME)
    assert recorder.made == {"card_freezer": {Call("ssm:GetParameters", "LIST_PARAMETER")}}
    assert strays(recorder.made, recorder.entered) == []


def test_a_call_that_such_a_function_makes_elsewhere_than_in_the_others_handler_is_named(recorder: Recorder) -> None:
    with recorder.listening():
        calling(code("handler", "card_reader"), module="cards")(boto3.client("ssm"), NAME)
    (reason,) = strays(recorder.made, recorder.entered)
    assert reason.startswith("lambdas/card_freezer: ")


def test_a_call_in_a_thread_is_kept_by_the_function_that_handed_it_over_and_answered_for_itself(
    recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"/card-freezer/{number}" for number in range(8)]
    for number, name in enumerate(names):
        monkeypatch.setenv(f"LIST_{number}", name)
    recorder.answers["GetParameters"] = services.parameters({name: name for name in names})
    with recorder.listening(), ThreadPoolExecutor(max_workers=4) as pool:
        client = boto3.client("ssm")
        started = [calling(pool.submit)(code("lists"), client, name) for name in names]
        assert [each.result()[0]["Value"] for each in started] == names
    assert recorder.made == {"card_freezer": {Call("ssm:GetParameters", f"LIST_{number}") for number in range(8)}}
    assert strays(recorder.made, recorder.entered) == []


def test_a_thread_works_for_nobody_when_a_test_hands_its_next_work_over(recorder: Recorder) -> None:
    with recorder.listening(), ThreadPoolExecutor(max_workers=1) as pool:
        client = boto3.client("ssm")
        calling(pool.submit)(code("lists"), client, NAME).result()
        with pytest.raises(Unattributed, match="no code of a function"):
            pool.submit(client.get_parameters, Names=[NAME]).result()


def test_a_call_of_shared_code_that_no_function_uses_is_refused(recorder: Recorder) -> None:
    with recorder.listening(), pytest.raises(Unattributed, match="no code of a function"):
        code("parameters", "shared")(boto3.client("ssm"), NAME)


def test_shared_code_is_no_function() -> None:
    assert SHARED not in functions()
    assert not (LAMBDAS / SHARED / "calls.json").exists()


def test_a_client_of_any_session_is_heard(recorder: Recorder) -> None:
    with recorder.listening():
        code("handler")(Session().create_client("ssm"), NAME)
    assert recorder.made["card_freezer"]


def test_a_client_that_was_made_before_reaches_no_network(recorder: Recorder) -> None:
    early = Session().create_client("ssm")
    with recorder.listening(), pytest.raises(Unattributed, match="does not hear"):
        code("handler")(early, NAME)
    assert recorder.refused


def test_a_call_that_no_handler_leads_to_is_named(recorder: Recorder) -> None:
    with recorder.listening():
        code("parameters")(boto3.client("ssm"), NAME)
    (reason,) = strays(recorder.made, recorder.entered)
    assert reason.startswith("lambdas/card_freezer: ssm:GetParameters on LIST_PARAMETER is called by no handler")


@pytest.mark.parametrize("names", [["/other"], [NAME, "/other"]])
def test_a_call_on_what_no_variable_named_is_refused_and_remembered(names: list[str], recorder: Recorder) -> None:
    with recorder.listening(), pytest.raises(Unattributed, match="no variable of the environment"):
        code("handler")(boto3.client("ssm"), *names)
    assert recorder.refused
    assert recorder.made == {}


def test_a_call_on_what_two_variables_name_is_refused(recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAME_PARAMETER", NAME)
    with recorder.listening(), pytest.raises(Unattributed, match="LIST_PARAMETER and SAME_PARAMETER"):
        code("handler")(boto3.client("ssm"), NAME)


def test_a_call_of_nobodys_code_is_refused(recorder: Recorder) -> None:
    with recorder.listening(), pytest.raises(Unattributed, match="no code of a function"):
        boto3.client("ssm").get_parameters(Names=[NAME])


@pytest.mark.parametrize(("service", "operation"), [("s3", "GetObject"), ("ssm", "PutParameter")])
def test_an_unknown_operation_is_refused_and_not_guessed_at(service: str, operation: str) -> None:
    with pytest.raises(Unattributed, match=f"{service}:{operation}: nobody said"):
        list(attributed(service, operation, {"Name": NAME}, {"LIST_PARAMETER": NAME}))


def test_a_call_is_named_as_iam_names_it() -> None:
    (call,) = attributed("lambda", "Invoke", {"FunctionName": "other"}, {"OTHER": "other"})
    assert call == ("lambda:InvokeFunction", "OTHER")


def test_a_call_on_many_tables_is_on_each_of_them() -> None:
    asked: dict[str, Any] = {"RequestItems": {"cards": {}, "shops": {}}}
    calls = [*attributed("dynamodb", "BatchGetItem", asked, {"CARDS": "cards", "SHOPS": "shops"})]
    assert calls == [("dynamodb:BatchGetItem", "CARDS"), ("dynamodb:BatchGetItem", "SHOPS")]
    with pytest.raises(Unattributed, match="no variable"):
        list(attributed("dynamodb", "BatchGetItem", asked, {"CARDS": "cards"}))
    with pytest.raises(Unattributed, match="no variable"):
        list(attributed("dynamodb", "BatchGetItem", {"RequestItems": {}}, {"CARDS": "cards"}))


def test_a_call_without_a_resource_is_refused() -> None:
    with pytest.raises(Unattributed, match="no variable"):
        list(attributed("sns", "Publish", {"PhoneNumber": "+1"}, {"TOPIC_ARN": "arn"}))


def test_a_record_has_the_digest_of_its_source_and_a_line_a_call_sorted() -> None:
    calls = {Call("ssm:GetParameters", "B"), Call("ssm:GetParameters", "A"), Call("sns:Publish", "C")}
    assert text(set(), "sha256:0") == '{\n  "source": "sha256:0",\n  "calls": []\n}\n'
    assert text(calls, "sha256:0").splitlines() == [
        "{",
        '  "source": "sha256:0",',
        '  "calls": [',
        '    {"action": "sns:Publish", "on": "C"},',
        '    {"action": "ssm:GetParameters", "on": "A"},',
        '    {"action": "ssm:GetParameters", "on": "B"}',
        "  ]",
        "}",
    ]


@pytest.mark.parametrize("changed", ["fraud_analyzer/model.json", "shared/parameters.py", "fraud_analyzer/more.py"])
def test_the_digest_of_a_functions_source_is_of_every_file_that_is_deployed(
    changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "lambdas"
    shutil.copytree(LAMBDAS, code, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(recording, "LAMBDAS", code)
    before = source("fraud_analyzer"), source("transaction_validator")
    with (code / changed).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert source("fraud_analyzer") != before[0]
    assert source("transaction_validator") == before[1]
