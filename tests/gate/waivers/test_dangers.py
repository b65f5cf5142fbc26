"""Nobody may waive what makes something possible for somebody, whichever policy reports it and whatever is waived."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from gate.engines.checkov.built_ins import BuiltIns
from gate.engines.checkov.second_opinion import second_opinion
from gate.engines.judge import judge
from gate.model import Finding, Outcome, Verdict, verdict
from gate.waivers.apply import JudgedStack
from gate.waivers.load import Waiver
from policies.aws.escalation import ESCALATIONS
from policies.aws.exposures import exposures
from policies.core.examples import edited
from policies.core.known_stacks import ACCOUNT
from policies.core.policy import Policy
from policies.core.recorded_calls import blocks, files
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from policies.core.strict_json import thaw
from policies.core.terraform_file import is_resource
from tests.gate.waivers.dangers import Danger, of_account, table, unexposed

TODAY = date(2026, 11, 25)
RULEBOOK = rulebook()
DANGERS, OF_ACCOUNT, UNEXPOSED = table(), of_account(), unexposed()
# Attributes in which the file holds a document as a text.
TEXTS = ("assume_role_policy", "definition", "policy", "redrive_policy", "redrive_allow_policy", "schema")
# Dangers that Checkov notices as well as we do.
CHECKED = (
    *("assumed by anyone of AWS", "* as it is spelled", "aws_lambda_function has no traces"),
    *("aws_api_gateway_method needs no key", "aws_sqs_queue has no key"),
)


# The policy that names privilege escalation.
NAMING = tuple(policy for policy in RULEBOOK if policy.id == "FRAUD_IAM_31")
# As if every policy could be waived: what becomes possible must decide alone.
LENIENT = tuple(type("Lenient", (type(policy),), {"waivable": True})() for policy in RULEBOOK)


@pytest.fixture(scope="module")
def real(synthesized: Path) -> Stack:
    return Stack.load(synthesized.read_bytes(), blocks(files()))


def waivers_of_everything(judged: JudgedStack) -> Iterable[Waiver]:
    """A waiver for each finding that fails, with the value that belongs there."""
    failing = dict.fromkeys((each.policy, each.place) for each in judged.findings if each.outcome is Outcome.FAIL)
    for policy, place in failing:
        value = judged.value(policy, place)
        yield Waiver(policy, place, "payments", "RISK-7", "a migration", TODAY + timedelta(days=30), value)


def waived(stack: Stack, policies: tuple[Policy, ...], findings: tuple[Finding, ...] = ()) -> tuple[Finding, ...]:
    judged = JudgedStack((*judge(stack, policies), *findings), stack, policies)
    return judged.waived([*waivers_of_everything(judged)], TODAY)


def as_terraform(stack: Stack) -> dict[str, Any]:
    """The resources of a stack as a file that Checkov reads, with what stands in no resource left out."""
    file: dict[str, Any] = {"resource": {}}
    for each in (each for each in stack.resources if is_resource(each.type)):
        values = {key: in_text(value) if key in TEXTS else thaw(value) for key, value in each.values.items()}
        file["resource"].setdefault(each.type, {})[each.name] = values
    return file


def in_text(value: Any) -> Any:
    return value if isinstance(value, str) else json.dumps(thaw(value))


def test_nothing_of_the_real_stack_is_exposed(real: Stack) -> None:
    assert exposures(real) == {}


@pytest.mark.parametrize("name", DANGERS)
def test_waivers_of_every_finding_do_not_open_the_gate_whichever_policy_reports_it(name: str, real: Stack) -> None:
    waived_in_vain(DANGERS[name], real)


@pytest.mark.parametrize("name", OF_ACCOUNT)
def test_nor_do_they_in_the_accounts_stack(name: str, synthesized: Path) -> None:
    account = Stack.load((synthesized.parents[1] / ACCOUNT / synthesized.name).read_bytes())
    assert exposures(account) == {}
    waived_in_vain(OF_ACCOUNT[name], account)


def waived_in_vain(danger: Danger, real: Stack) -> None:
    stack = edited(real, danger.edit, danger.at(real))
    as_it_is = JudgedStack(judge(stack, RULEBOOK), stack, RULEBOOK)
    waivers, exposed = [*waivers_of_everything(as_it_is)], exposures(stack)
    assert exposed
    for judged in (as_it_is, replace(as_it_is, policies=LENIENT)):
        found = judged.waived(waivers, TODAY)
        assert verdict(found) is not Verdict.OPEN
        assert [each for each in found if each.waiver and each.place in exposed] == []


@pytest.mark.parametrize("name", UNEXPOSED)
def test_what_lets_nobody_in_and_switches_nothing_off_is_no_exposure(name: str, real: Stack) -> None:
    edit = UNEXPOSED[name].edit
    assert exposures(edited(real, edit, UNEXPOSED[name].at(real))) == {}


@pytest.mark.parametrize("action", ESCALATIONS)
def test_privilege_escalation_is_named_in_the_message(action: str, real: Stack) -> None:
    danger = DANGERS[f"{action} by fraud-analyzer"]
    found = judge(edited(real, danger.edit, danger.at(real)), NAMING)
    (details,) = {each.details for each in found if each.policy == "FRAUD_IAM_31" and each.outcome is Outcome.FAIL}
    assert details == f"{ESCALATIONS[action]} ({action}): privilege escalation"


@pytest.mark.parametrize("name", CHECKED)
def test_neither_a_waiver_of_a_check_nor_a_decline_opens_the_gate(name: str, real: Stack, tmp_path: Path) -> None:
    danger = DANGERS[name]
    stack = edited(real, danger.edit, danger.at(real))
    file = tmp_path / "cdk.tf.json"
    file.write_text(json.dumps(as_terraform(stack)))
    judged, built_ins = judge(stack, LENIENT), BuiltIns.load()
    first = second_opinion(file, stack, LENIENT, judged, built_ins).findings
    failing = {each.policy for each in first if each.outcome is Outcome.FAIL and each.policy.startswith("CKV")}
    lenient = replace(built_ins, declined={**built_ins.declined, **dict.fromkeys(failing, "we can (somebody)")})
    second = second_opinion(file, stack, LENIENT, judged, lenient).findings
    assert failing
    assert {each.policy for each in second if each.outcome is Outcome.FAIL} >= failing
    for findings in (first, second):
        assert verdict(waived(stack, LENIENT, findings)) is not Verdict.OPEN


def test_a_check_of_checkovs_alone_may_not_be_waived(real: Stack) -> None:
    place = real.of("aws_lambda_function")[0].place
    alone = Finding("checkov", "CKV_AWS_999", place, Outcome.FAIL, "fails Checkov's check")
    found = waived(real, RULEBOOK, (alone,))
    assert verdict(found) is Verdict.CLOSED
    assert [each.details for each in found if each.policy == "WAIVER"] == [
        "the waiver RISK-7 of CKV_AWS_999 is of CKV_AWS_999 alone, and no policy beside it says what is wrong"
    ]


def test_a_check_goes_by_the_policies_beside_it(real: Stack) -> None:
    danger = ORDINARY["concurrency"]
    stack = edited(real, danger.edit, danger.at(real))
    beside = Finding("checkov", "CKV_AWS_115", danger.at(real).place, Outcome.FAIL, "fails Checkov's check")
    assert verdict(waived(stack, RULEBOOK, (beside,))) is Verdict.OPEN


def test_a_connection_goes_by_the_policy_that_it_repeats(real: Stack) -> None:
    place = real.of("aws_dynamodb_table")[0].place
    repeated = Finding("checkov", "CKV2_FRAUD_ENCRYPTION_1", place, Outcome.FAIL, "fails Checkov's check")
    found = waived(real, RULEBOOK, (repeated,))
    assert verdict(found) is Verdict.CLOSED
    assert "which nobody may waive" in found[-1].details


@pytest.mark.parametrize("policy", ["PYTEST_test_wiring.py::test_each_key_keeps_something", "UNCLAIMED_TYPE", "PYTEST"])
def test_pytest_policies_and_the_gates_own_rules_may_not_be_waived(policy: str, real: Stack) -> None:
    for place in ("the whole stack", real.of("aws_kms_key")[0].place):
        found = waived(real, RULEBOOK, (Finding("pytest", policy, place, Outcome.FAIL, "fails"),))
        assert verdict(found) is Verdict.CLOSED
        assert f"is of {policy}, which nobody may waive" in found[-1].details


ORDINARY = {
    "retention": Danger("aws_cloudwatch_log_group", {"retention_in_days": 14}),
    "concurrency": Danger("aws_lambda_function", {"reserved_concurrent_executions": 20}, "fraud-analyzer"),
    "an alarm's threshold": Danger("aws_cloudwatch_metric_alarm", {"evaluation_periods": 30}),
    "rotation once in a while": Danger("aws_kms_key", {"rotation_period_in_days": 400}),
    "billing": Danger("aws_dynamodb_table", {"billing_mode": "PROVISIONED"}),
}


@pytest.mark.parametrize("name", ORDINARY)
def test_a_number_that_lets_nobody_in_may_still_be_waived(name: str, real: Stack) -> None:
    danger = ORDINARY[name]
    stack = edited(real, danger.edit, danger.at(real))
    assert verdict(judge(stack, RULEBOOK)) is Verdict.CLOSED
    assert verdict(waived(stack, RULEBOOK)) is Verdict.OPEN
