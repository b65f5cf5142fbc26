"""Every function has exactly one policy that says what it may do, and a function that has none closes the gate."""

from pathlib import Path

import pytest

from gate.engines.judge import judge
from gate.model import Outcome
from policies.core.examples import Draft
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from policies.identity.shared import exact_grants
from policies.identity.shared.exact_grants import ExactGrants, lacks_its_policy
from tests.policies.overlaps import field

FOURTH, ANALYZER = "no-such-function", "fraud-analyzer"
RULEBOOK = rulebook()


def with_a_fourth_function(stack: Stack) -> Stack:
    """The stack with a copy of the analyzer, its role and its role's policy, and with a record of its calls."""
    draft = Draft(stack)
    (function,) = draft.of("aws_lambda_function", function_name=ANALYZER)
    role = str(draft[function]["role"]).removeprefix("${aws_iam_role.").removesuffix(".arn}")
    (policy,) = (each for each in draft.of("aws_iam_role_policy") if role in str(draft[each]["role"]))
    for type_, name in (function, ("aws_iam_role", role), policy, ("calls", ANALYZER)):
        text = repr(draft[(type_, name)]).replace(role, "fourth").replace(ANALYZER, FOURTH)
        draft[(type_, FOURTH if type_ == "calls" else "fourth")] = eval(text)  # noqa: S307 - our own values
    return draft.rebuilt()


def reasons(stack: Stack, policy: str) -> list[str]:
    found = [each for each in judge(stack, RULEBOOK) if each.policy == policy and each.outcome is not Outcome.PASS]
    return [each.details for each in found]


def test_a_fourth_function_closes_the_gate_once_until_a_policy_says_what_it_may_do(synthesized: Path) -> None:
    real = field(synthesized).stack
    said = "function no-such-function, and no policy in policies/identity says what it may do"
    assert reasons(real, "FRAUD_IAM_24") == []
    (reason,) = reasons(with_a_fourth_function(real), "FRAUD_IAM_24")
    assert said in reason
    assert reasons(with_a_fourth_function(real), "FRAUD_IAM_3") == []


def test_two_policies_that_say_what_one_function_may_do_close_the_gate(
    synthesized: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exact_grants, "_STATING", {user: {*ids} for user, ids in exact_grants._STATING.items()})

    class Another(ExactGrants):
        """Another."""

        id = "FRAUD_IAM_99"
        user = f"function {ANALYZER}"
        grants = {}

    (said,) = lacks_its_policy(Another.user)
    assert "FRAUD_IAM_10 and FRAUD_IAM_99 each say" in said
    assert len(reasons(field(synthesized).stack, "FRAUD_IAM_24")) == 1
