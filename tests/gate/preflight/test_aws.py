"""The calls themselves: what boto3 is asked, and what becomes of its answers and errors."""

from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from gate.preflight import aws
from gate.preflight.needs import Needs
from gate.preflight.questions import CALLER, LOG_POLICIES, SPENDING, TRAILS, Question, Refused, questions, value
from gate.preflight.trails import about_trails

REGION = "us-east-1"


@pytest.fixture
def stubbed(monkeypatch: pytest.MonkeyPatch) -> dict[str, Stubber]:
    """A stub for the client of each service, made when it is asked for."""
    stubs: dict[str, Stubber] = {}
    session = boto3.session.Session(aws_access_key_id="test", aws_secret_access_key="test")  # noqa: S106 - nobody's

    def client(service: str, **options: Any) -> Any:
        assert options["region_name"] == REGION
        made = session.client(service, region_name=REGION)
        stubs[service] = Stubber(made)
        stubs[service].activate()
        for method, answer, arguments in QUEUED.get(service, ()):
            if isinstance(answer, str):
                stubs[service].add_client_error(method, answer)
            else:
                stubs[service].add_response(method, answer, arguments)
        return made

    monkeypatch.setattr(boto3, "client", client)
    return stubs


QUEUED: dict[str, list[tuple[str, Any, dict[str, str]]]] = {}


@pytest.fixture(autouse=True)
def _nothing_queued() -> None:
    QUEUED.clear()


def test_an_answer_is_kept_and_an_error_of_aws_is_its_code(stubbed: dict[str, Stubber]) -> None:
    QUEUED["sts"] = [("get_caller_identity", {"Account": "123456789012"}, {})]
    QUEUED["sns"] = [("get_sms_attributes", "AuthorizationError", {})]
    answers = aws.ask([CALLER, SPENDING], REGION)
    assert value(answers, CALLER, "Account") == "123456789012"
    assert answers[SPENDING] == Refused("AuthorizationError")
    for stub in stubbed.values():
        stub.assert_no_pending_responses()


def test_every_page_of_an_answer_is_read(stubbed: dict[str, Stubber]) -> None:
    pages: list[dict[str, Any]] = [
        {"resourcePolicies": [{"policyName": "one"}], "nextToken": "more"},
        {"resourcePolicies": [{"policyName": "two"}]},
    ]
    QUEUED["logs"] = [
        ("describe_resource_policies", page, arguments)
        for page, arguments in zip(pages, ({}, {"nextToken": "more"}), strict=True)
    ]
    answer = aws.ask([LOG_POLICIES], REGION)[LOG_POLICIES]
    assert isinstance(answer, dict)
    assert [policy["policyName"] for policy in answer["resourcePolicies"]] == ["one", "two"]


def test_without_credentials_each_question_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    # A session keeps the credentials that it was made with.
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    assert aws.ask([CALLER], REGION) == {CALLER: Refused("NoCredentialsError")}


def test_an_address_that_is_none_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "no address")
    assert aws.ask([CALLER], REGION) == {CALLER: Refused("ValueError")}


def test_each_question_is_a_call_of_boto3_with_arguments_that_it_takes(needs: Needs) -> None:
    about_one = about_trails(needs, {TRAILS: {"trailList": [{"TrailARN": "arn:x", "HomeRegion": needs.region}]}})
    for question in (*questions(needs, "123456789012"), *about_one):
        service = boto3.client(question.service, region_name=REGION)
        operation = service.meta.method_to_api_mapping[question.operation]
        shape = service.meta.service_model.operation_model(operation).input_shape
        assert set(question.arguments) <= set(shape.members if shape else ())
        assert question.right == right_of(question, operation)


def right_of(question: Question, operation: str) -> str:
    """The right that a call takes: API Gateway names its own by HTTP's methods."""
    service = "apigateway" if question.service == "apigateway" else question.service
    return "apigateway:GET" if service == "apigateway" else f"{service}:{operation}"
