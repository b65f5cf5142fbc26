"""What a policy says of a stack. The gate's judge and Checkov's checks both ask here, so that they agree.

Pure, and it passes nothing over. A part that the stack must have and has not is a violation, as one that is wrong is.
A policy that raises, a violation that is no sentence and evidence that is missing beside the file are errors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policies.core.deployed_folder import BUNDLE
from policies.core.deployed_folder import TYPES as FOLDER_TYPES
from policies.core.policy import EVERY_RESOURCE, Policy
from policies.core.recorded_calls import RECORD
from policies.core.resources import Resource
from policies.core.stack import Stack

# What is read beside the file: where it is missing, nobody knows how the stack is. A bundle is a part of the stack.
EVIDENCE = frozenset({*FOLDER_TYPES, RECORD} - {BUNDLE})


class Evaluation(NamedTuple):
    """What one policy says of one resource, or of the whole stack where `resource` is None.

    `violations` holds one sentence each. `error` says why the policy could not judge. With neither, it passes.
    """

    resource: Resource | None
    violations: tuple[str, ...] = ()
    error: str = ""

    @property
    def fails(self) -> bool:
        """Whether it does not pass."""
        return bool(self.violations or self.error)


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
    missing = [*_missing(policy, stack)]
    if resources and not evaluations:
        missing.append(_none_of_the_kind(policy.types(stack)))
    return (*missing, *evaluations)


def _missing(policy: Policy, stack: Stack) -> Iterator[Evaluation]:
    """What is said of each type that must be there, and is not."""
    for type_ in policy.types(stack):
        if type_ == EVERY_RESOURCE or stack.of(type_):
            continue
        if type_ in EVIDENCE:
            yield Evaluation(None, error=f"nothing of the type {type_} is there to judge")
        else:
            yield Evaluation(None, (_holds_no(type_),))


def _none_of_the_kind(types: Sequence[str]) -> Evaluation:
    """What is said where the types are there, and nothing of them is what the policy is about."""
    holds_none = f"holds no {' or '.join(types)} of the kind that must be there"
    return Evaluation(None, error=holds_none) if {*types} <= EVIDENCE else Evaluation(None, (holds_none,))


def _holds_no(type_: str) -> str:
    return f"holds no {type_}, and must hold one"


def missing_type(evaluation: Evaluation, policy: Policy, stack: Stack) -> str:
    """The type that must be there and is not, where an evaluation says so; else empty."""
    if evaluation.resource or not evaluation.violations:
        return ""
    return next((type_ for type_ in policy.types(stack) if _holds_no(type_) in evaluation.violations), "")


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
