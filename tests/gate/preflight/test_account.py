"""What the account's answers mean: each lack is missing, each refusal is not known."""

from collections.abc import Callable
from typing import Any

import pytest

from gate.cli.preflight import preflight
from gate.preflight.account import account
from gate.preflight.needs import Needs
from gate.preflight.precondition import State
from gate.preflight.questions import Answer, Question, Refused

ACCOUNT_ID = "123456789012"
Answering = Callable[..., dict[Question, Answer]]


def test_an_account_that_has_all_of_it_is_ok(needs: Needs, answering: Answering) -> None:
    found = list(account(needs, answering(), ACCOUNT_ID))
    assert {each.state for each in found} == {State.OK}
    names = {each.name for each in found}
    assert {"account", "concurrency", "X-Ray's encryption", "log group /aws/apigateway/welcome"} < names
    assert {"SMS", "SMS spending", "subscriptions of operations", "service-linked role"} < names


@pytest.mark.parametrize(
    ("right", "answer", "name"),
    [
        ("sts_GetCallerIdentity", {"Account": "999999999999"}, "account"),
        ("lambda_GetAccountSettings", {"AccountLimit": {"UnreservedConcurrentExecutions": 99}}, "concurrency"),
        ("apigateway_GET", {"throttleSettings": {"rateLimit": 10_000.0}}, "API Gateway's logging role"),
        (
            "apigateway_GET",
            {"cloudwatchRoleArn": "x", "throttleSettings": {"rateLimit": 999.0}},
            "API Gateway's throttle",
        ),
        ("apigateway_GET", {"cloudwatchRoleArn": "x"}, "API Gateway's throttle"),
        ("iam_GetRole", Refused("NoSuchEntity"), "service-linked role"),
        ("xray_GetEncryptionConfig", {"EncryptionConfig": {"Type": "NONE", "Status": "ACTIVE"}}, "X-Ray's encryption"),
        ("xray_GetEncryptionConfig", {"EncryptionConfig": {"Type": "KMS", "Status": "UPDATING"}}, "X-Ray's encryption"),
        ("xray_GetEncryptionConfig", {}, "X-Ray's encryption"),
        ("logs_DescribeResourcePolicies", {"resourcePolicies": []}, "log resource policy vended-logs"),
        (
            "logs_DescribeResourcePolicies",
            {"resourcePolicies": [{"policyName": str(number)} for number in range(10)]},
            "log resource policies",
        ),
        ("logs_DescribeLogGroups", {"logGroups": []}, "log group /aws/apigateway/welcome"),
        (
            "logs_DescribeLogGroups",
            {"logGroups": [{"logGroupName": "/aws/apigateway/welcome", "retentionInDays": 7}]},
            "log group /aws/apigateway/welcome",
        ),
        (
            "logs_DescribeLogGroups",
            {"logGroups": [{"logGroupName": "/aws/apigateway/welcome", "kmsKeyId": "x"}]},
            "log group /aws/apigateway/welcome",
        ),
        ("sns_GetSMSSandboxAccountStatus", {"IsInSandbox": True}, "SMS"),
        ("sns_GetSMSSandboxAccountStatus", {}, "SMS"),
        ("sns_GetSMSAttributes", {"attributes": {"MonthlySpendLimit": "1"}}, "SMS spending"),
        ("sns_GetSMSAttributes", {"attributes": {}}, "SMS spending"),
        (
            "sns_ListSubscriptionsByTopic",
            {"Subscriptions": [{"SubscriptionArn": "PendingConfirmation"}]},
            "subscriptions of operations",
        ),
    ],
)
def test_what_the_account_lacks_is_missing_with_a_remedy(
    right: str, answer: Any, name: str, needs: Needs, answering: Answering
) -> None:
    found = {each.name: each for each in account(needs, answering(**{right: answer}), ACCOUNT_ID)}
    assert found[name].state is State.MISSING
    assert found[name].remedy


def test_what_is_refused_is_not_known_and_never_ok(needs: Needs, answering: Answering) -> None:
    """Each question alone: everything else is said as before, and the question's own lines are not."""
    before = {each.name for each in account(needs, answering(), ACCOUNT_ID)}
    for question in answering():
        for code in ("AccessDenied", "AccessDeniedException", "NoCredentialsError", "ThrottlingException"):
            found = list(account(needs, answering() | {question: Refused(code)}, ACCOUNT_ID))
            open_ = [each for each in found if each.state is State.UNKNOWN]
            assert [each.state for each in found if each.state is State.MISSING] == []
            assert len(open_) == 1
            assert question.right in open_[0].name
            assert code in open_[0].details
            assert (question.right in open_[0].remedy) is code.startswith("AccessDenied")
            assert {each.name for each in found} - {open_[0].name} < before


def test_a_topic_and_functions_that_are_not_deployed_yet_are_no_lack(needs: Needs, answering: Answering) -> None:
    new = answering(
        sns_ListSubscriptionsByTopic=Refused("NotFound"),
        lambda_GetFunctionConcurrency=Refused("ResourceNotFoundException"),
    )
    assert {each.state for each in account(needs, new, ACCOUNT_ID)} == {State.OK}


def test_what_the_functions_have_reserved_already_counts_for_them(needs: Needs, answering: Answering) -> None:
    deployed = answering(
        lambda_GetAccountSettings={"AccountLimit": {"UnreservedConcurrentExecutions": 100}},
        lambda_GetFunctionConcurrency={"ReservedConcurrentExecutions": 10},
    )
    (found,) = (each for each in account(needs, deployed, ACCOUNT_ID) if each.name == "concurrency")
    assert found.state is State.OK


def test_without_account_id_nobody_knows_whose_credentials_these_should_be(needs: Needs, answering: Answering) -> None:
    (found,) = (each for each in account(needs, answering(), "") if each.name == "account")
    assert found.state is State.UNKNOWN


def test_the_help_names_every_right_and_each_of_them_reads(answering: Answering) -> None:
    for right in {question.right for question in answering()}:
        assert right in (preflight.help or "")
        assert right.partition(":")[2].startswith(("Get", "GET", "Describe", "List"))
