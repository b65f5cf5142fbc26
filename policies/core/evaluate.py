"""What a policy says of a stack. The gate's judge and Checkov's checks both ask here, so that they agree.

Pure, and it passes nothing over: a missing type, a policy that raises and a violation that is no sentence are errors.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from policies.core.policy import EVERY_RESOURCE, Policy
from policies.core.resources import Resource
from policies.core.stack import Stack


class Evaluation(NamedTuple):
    """What one policy says of one resource, or of the whole stack where `resource` is None.

    `violations` holds one sentence each. `error` says why the policy could not judge. With neither, it passes.
    """

    resource: Resource | None
    violations: tuple[str, ...] = ()
    error: str = ""


def evaluate(policy: Policy, stack: Stack) -> tuple[Evaluation, ...]:
    """All that a policy says of a stack: first what it misses there, then each resource that it concerns, in order.

    Nothing where it is not asked.
    """
    if not policy.is_asked(stack):
        return ()
    resources = covered(policy, stack)
    concerned = [evaluated(policy, resource, stack) for resource in resources]
    evaluations = tuple(evaluation for evaluation in concerned if evaluation is not None)
    if policy.forbids:
        return evaluations or (Evaluation(None),)
    reasons = [
        f"nothing of the type {type_} is there to judge"
        for type_ in policy.types(stack)
        if type_ != EVERY_RESOURCE and not stack.of(type_)
    ]
    if resources and not evaluations:
        reasons.append(f"none of the stack's {' or '.join(policy.types(stack))} is one that it judges")
    return (*(Evaluation(None, error=reason) for reason in reasons), *evaluations)


def covered(policy: Policy, stack: Stack) -> Sequence[Resource]:
    """The resources of the types that a policy covers, in the order of the stack."""
    if policy.forbids or EVERY_RESOURCE in policy.applies_to:
        present = {type_ for type_ in stack.by_type if policy.covers(type_, stack)}
        return [resource for resource in stack.resources if resource.type in present] if present else ()
    return stack.of(*policy.types(stack))


def evaluated(policy: Policy, resource: Resource, stack: Stack) -> Evaluation | None:
    """What a policy says of one resource that it covers; None where it does not concern it."""
    try:
        if not policy.concerns(resource, stack):
            return None
        return Evaluation(resource, tuple(map(_sentence, policy.violations(resource, stack))))
    except (Exception, SystemExit) as error:  # whatever a policy raises, it has not judged
        return Evaluation(resource, error=f"the policy could not judge: {type(error).__name__}: {error}")


def _sentence(violation: object) -> str:
    if not isinstance(violation, str) or not violation:
        raise TypeError(f"a violation must be a sentence, not {violation!r}")
    return violation
