"""The judge: every policy on every resource that it covers, and nothing passes in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gate.engines.coverage import unclaimed
from gate.model import WHOLE_STACK, Finding, Outcome
from gate.own_rules import BROKEN_RULEBOOK
from policies.core.evaluate import Evaluation, evaluate
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
            yield from _findings(policy, evaluation)


def _findings(policy: Policy, evaluation: Evaluation) -> Iterator[Finding]:
    place = evaluation.resource.place if evaluation.resource else WHOLE_STACK
    if evaluation.error:
        remedy = "fix the policy" if evaluation.resource else policy.remediation
        yield Finding(SOURCE, policy.id, place, Outcome.ERROR, evaluation.error, remedy)
    elif not evaluation.violations:
        yield Finding(SOURCE, policy.id, place, Outcome.PASS)
    for violation in evaluation.violations:
        yield Finding(SOURCE, policy.id, place, Outcome.FAIL, violation, policy.remediation)
