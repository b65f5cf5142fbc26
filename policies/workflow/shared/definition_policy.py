"""What the policies on a workflow's definition have in common: what they apply to, and their example."""

from __future__ import annotations

from policies.aws.asl import MACHINE
from policies.core import Policy, Resource, Stack
from policies.requirements import BATCHING, LOOKING, REPORTING
from policies.workflow.shared.example import BESIDE, EXAMPLE


class DefinitionPolicy(Policy):
    """A policy on the definition; its examples are edits of the one workflow that all of them share."""

    applies_to = (MACHINE,)
    claims = ("definition",)
    compliant = EXAMPLE
    given = BESIDE

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        # Each of the others is agreed on as a whole, by a policy of its own.
        return resource.get("name") not in (REPORTING, LOOKING, BATCHING)
