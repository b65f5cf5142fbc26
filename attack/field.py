"""Finding out which policies notice that a stack is not quite the real one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from attack.remembering import Look, Remembering
from attack.watching import Change, change
from gate.engines.coverage import unclaimed
from gate.engines.judge import judge
from gate.model import Outcome
from policies.core.evaluate import evaluate, evaluated
from policies.core.policy import Policy
from policies.core.resources import Resource
from policies.core.stack import Stack


@dataclass(frozen=True)
class Field:
    """The real stack, and the rulebook that judges what is made of it."""

    stack: Stack
    rulebook: tuple[Policy, ...]

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
