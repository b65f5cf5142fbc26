"""The judge: every policy on every resource that it covers, and nothing passes in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gate.claims import unclaimed
from gate.finding import Finding, Outcome
from policies.core.policy import EVERY_RESOURCE, Policy
from policies.core.resources import Resource
from policies.core.stack import Stack

SOURCE = "policies"
WHOLE_STACK = "the whole stack"


def judge(stack: Stack, policies: Sequence[Policy]) -> tuple[Finding, ...]:
    """All findings on a stack, passes included.

    A policy with nothing to judge, and one that raises, is an error. A type or an attribute that no policy claims is
    a failure.
    """
    if not policies:
        return (Finding(SOURCE, "", WHOLE_STACK, Outcome.ERROR, "the rulebook is empty", "restore policies/"),)
    found = [finding for policy in policies for finding in _judged(policy, stack)]
    return (*found, *unclaimed(stack, policies))


def _judged(policy: Policy, stack: Stack) -> Iterator[Finding]:
    if policy.forbids:
        yield from _forbidden(policy, stack)
        return
    for type_ in policy.applies_to:
        if type_ != EVERY_RESOURCE and not stack.of(type_):
            yield _nothing(policy, f"there is no {type_} in the stack to judge")
    covered = stack.resources if EVERY_RESOURCE in policy.applies_to else stack.of(*policy.applies_to)
    findings = [finding for resource in covered for finding in _on(policy, resource, stack)]
    if covered and not findings:
        yield _nothing(policy, f"none of the stack's {' or '.join(policy.applies_to)} is one that it judges")
    yield from findings


def _forbidden(policy: Policy, stack: Stack) -> Iterator[Finding]:
    present = {type_ for type_ in stack.by_type if policy.covers(type_)}
    covered = [resource for resource in stack.resources if resource.type in present] if present else []
    findings = [finding for resource in covered for finding in _on(policy, resource, stack)]
    yield from findings or [Finding(SOURCE, policy.id, WHOLE_STACK, Outcome.PASS)]


def _on(policy: Policy, resource: Resource, stack: Stack) -> list[Finding]:
    try:
        if not policy.concerns(resource, stack):
            return []
        violations = list(map(_sentence, policy.violations(resource, stack)))
    except (Exception, SystemExit) as error:  # whatever a policy raises, it has not judged
        reason = f"the policy could not judge: {type(error).__name__}: {error}"
        return [Finding(SOURCE, policy.id, resource.place, Outcome.ERROR, reason, "mend the policy")]
    if not violations:
        return [Finding(SOURCE, policy.id, resource.place, Outcome.PASS)]
    return [Finding(SOURCE, policy.id, resource.place, Outcome.FAIL, each, policy.remediation) for each in violations]


def _sentence(violation: object) -> str:
    if not isinstance(violation, str) or not violation:
        raise TypeError(f"a violation is a sentence, not {violation!r}")
    return violation


def _nothing(policy: Policy, reason: str) -> Finding:
    return Finding(SOURCE, policy.id, WHOLE_STACK, Outcome.ERROR, reason, policy.remediation)
