"""Planting each policy's violating examples in the real stack, and finding out which policies notice them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gate.engines.coverage import unclaimed
from gate.engines.judge import judge
from gate.model import Outcome
from policies.core.evaluate import evaluate, evaluated
from policies.core.examples import edited
from policies.core.policy import EVERY_RESOURCE, Policy
from policies.core.resources import Resource
from policies.core.stack import Stack
from tests.policies.watching import Change, Look, Remembering, change


@dataclass(frozen=True)
class Field:
    """The real stack, in which examples are planted, and the rulebook that judges them."""

    stack: Stack
    rulebook: tuple[Policy, ...]

    def targets(self, policy: Policy) -> list[Resource]:
        """Where a policy's examples are planted; one that forbids needs one resource only, as its edits add.

        Nowhere in a stack that it does not judge.
        """
        if not policy.is_asked(self.stack):
            return []
        if policy.forbids:
            return list(self.stack.resources[:1])
        covered = (resource for resource in self.stack.resources if policy.covers(resource.type, self.stack))
        return [resource for resource in covered if policy.concerns(resource, self.stack)]

    def plants(self, policy: Policy, name: str) -> bool:
        """Whether the example can be planted here at all: an edit may need what stands in another stack."""
        try:
            return bool([edited(self.stack, policy.violating[name], target) for target in self.targets(policy)])
        except LookupError:
            return False

    def unnoticed(self, policy: Policy, name: str) -> list[str]:
        """The places at which the policy itself does not notice its own example."""
        edit, targets = policy.violating[name], self.targets(policy)
        return [target.place for target in targets if not fails(policy, edited(self.stack, edit, target))]

    def noticing(self, policy: Policy, name: str) -> set[str]:
        """The other policies that notice the example somewhere; of a policy on every resource, at one of each type."""
        edit, targets = policy.violating[name], self.targets(policy)
        if EVERY_RESOURCE in policy.applies_to:
            targets = list({target.type: target for target in reversed(targets)}.values())
        return {other for target in targets for other in self.failing(edited(self.stack, edit, target))} - {policy.id}

    def failing(self, stack: Stack) -> set[str]:
        """The ids of what does not pass on a stack that is nearly the real one, found quickly."""
        changed = change(self.stack, stack)
        looks = list(self.looks(stack, changed))
        found = {look.policy.id for look in looks if look.fails or (look.judges_fewer and fails(look.policy, stack))}
        if any(look.judges_fewer or look.judges_more for look in looks) or self._has_new_attributes(changed):
            found |= {finding.policy for finding in unclaimed(stack, self.rulebook) if finding.outcome is Outcome.FAIL}
        return found

    def closes(self, stack: Stack) -> bool:
        """Whether anything at all does not pass on a stack that is nearly the real one.

        Most often a policy on the very block that has changed says so, and then no other needs to be asked.
        """
        new = change(self.stack, stack).new
        return any(self._fails_itself(resource, stack) for resource in new) or bool(self.failing(stack))

    def _fails_itself(self, resource: Resource, stack: Stack) -> bool:
        """Whether a policy on this block fails there; one that does is the first to be asked of the next edit."""
        covering = self._policies_on(resource.type)
        for policy in covering:
            evaluation = evaluated(policy, resource, stack)
            if evaluation and evaluation.fails:
                covering.remove(policy)
                covering.insert(0, policy)
                return True
        return False

    def _policies_on(self, type_: str) -> list[Policy]:
        if type_ not in self._covering:
            asked = (each.policy for each in self._remembering)
            self._covering[type_] = [policy for policy in asked if policy.covers(type_, self.stack)]
        return self._covering[type_]

    @cached_property
    def _covering(self) -> dict[str, list[Policy]]:
        return {}

    def looks(self, stack: Stack, changed: Change) -> Iterator[Look]:
        """What each policy says of whatever may not be as before."""
        depending = {id(each): each for type_ in changed.types for each in self._depending_on(type_)}
        return (remembering.look(stack, changed) for remembering in depending.values())

    def _depending_on(self, type_: str) -> list[Remembering]:
        if type_ not in self._by_type:
            self._by_type[type_] = [each for each in self._remembering if each.depends_on(type_)]
        return self._by_type[type_]

    @cached_property
    def _by_type(self) -> dict[str, list[Remembering]]:
        return {}

    @cached_property
    def _remembering(self) -> tuple[Remembering, ...]:
        return tuple(Remembering(policy, self.stack) for policy in self.rulebook if policy.is_asked(self.stack))

    def _has_new_attributes(self, changed: Change) -> bool:
        return any(
            (old := self.stack.by_address.get(new.address)) is None or new.values.keys() - old.values.keys()
            for new in changed.new
        )


def fails(policy: Policy, stack: Stack) -> bool:
    """Whether the policy does not pass on a stack."""
    return any(evaluation.fails for evaluation in evaluate(policy, stack))


def closing(stack: Stack, rulebook: tuple[Policy, ...]) -> set[str]:
    """The ids of what does not pass on a stack, by the gate's own judge."""
    return {finding.policy for finding in judge(stack, rulebook) if finding.outcome is not Outcome.PASS}
