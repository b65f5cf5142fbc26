"""The judge: every policy on every resource that it covers, and nothing passes in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gate.engines.coverage import unclaimed
from gate.explanations.policy import file_of
from gate.model import WHOLE_STACK, Finding, Outcome
from gate.own_rules import BROKEN_RULEBOOK
from policies.core.evaluate import Evaluation, evaluate, missing_type
from policies.core.policy import Policy
from policies.core.stack import Stack

SOURCE = "policies"


def judge(stack: Stack, policies: Sequence[Policy]) -> tuple[Finding, ...]:
    """All findings on a stack, passes included.

    A policy that raises is an error. A part that is missing is a failure, and so is a type or an attribute that no
    policy claims.
    """
    if not policies:
        reason = "the rulebook is empty"
        return (Finding(SOURCE, BROKEN_RULEBOOK, WHOLE_STACK, Outcome.ERROR, reason, "restore policies/"),)
    return (*by_policies(stack, policies), *unclaimed(stack, policies))


def by_policies(stack: Stack, policies: Sequence[Policy]) -> Iterator[Finding]:
    """What each policy that is asked finds, and nothing about what none of them judges."""
    for policy in policies:
        for evaluation in evaluate(policy, stack):
            missing = missing_type(evaluation, policy, stack)
            remedy = _remedy_of_a_missing(missing, stack, policies) if missing else policy.remediation
            yield from _findings(policy, evaluation, remedy)


def _remedy_of_a_missing(type_: str, stack: Stack, policies: Sequence[Policy]) -> str:
    """Of the policy that is about little else: others that judge such a part say how it must be, not what builds it."""
    judging = [policy for policy in policies if policy.is_asked(stack) and type_ in policy.types(stack)]
    return min(judging, key=lambda policy: len(policy.types(stack))).remediation


def _findings(policy: Policy, evaluation: Evaluation, remedy: str) -> Iterator[Finding]:
    place = evaluation.resource.place if evaluation.resource else WHOLE_STACK
    if evaluation.error:
        mending = f"fix the policy, {file_of(policy)}" if evaluation.resource else remedy
        yield Finding(SOURCE, policy.id, place, Outcome.ERROR, evaluation.error, mending)
    elif not evaluation.violations:
        yield Finding(SOURCE, policy.id, place, Outcome.PASS)
    for violation in evaluation.violations:
        yield Finding(SOURCE, policy.id, place, Outcome.FAIL, violation, remedy)
