"""Planting each policy's violating examples in the real stack, and finding out which policies notice them."""

from attack.field import Field, fails
from policies.core.examples import edited
from policies.core.policy import EVERY_RESOURCE, Policy
from policies.core.resources import Resource


class Planting(Field):
    """The real stack, in which examples are planted, and the rulebook that judges them."""

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
