"""What the policies on a workflow's definition have in common: what they apply to, and their example."""

from __future__ import annotations

from policies.vocabulary.policy import Policy
from policies.vocabulary.workflow import MACHINE
from policies.vocabulary.workflow_example import BESIDE, EXAMPLE


class DefinitionPolicy(Policy):
    """A policy on the definition; its examples are edits of the one workflow that all of them share."""

    applies_to = (MACHINE,)
    claims = ("definition",)
    compliant = EXAMPLE
    given = BESIDE
