"""What the policies on the folder that is deployed say of it now, without the other engines."""

from __future__ import annotations

from collections.abc import Iterator

from gate.deployed import CannotRead, Deployed
from gate.engines.judge import by_policies
from gate.model import Finding, Outcome
from policies.core.deployed_folder import STACKS, SYNTHESIZED, TYPES
from policies.core.recorded_calls import blocks, files
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from policies.core.terraform_file import Unreadable


def violations(deployed: Deployed, stack: str) -> Iterator[Finding]:
    """All that does not pass of one stack; raises CannotRead, BrokenRecord and BrokenRulebook."""
    data = deployed.file(stack)
    if data is None:
        raise CannotRead(f"{STACKS}/{stack}/{SYNTHESIZED}: is no regular file")
    try:
        judged = Stack.load(data, blocks(files()))
    except Unreadable as error:
        raise CannotRead(f"{STACKS}/{stack}/{SYNTHESIZED}: {error}") from None
    policies = [policy for policy in rulebook() if set(policy.applies_to) & set(TYPES)]
    for finding in by_policies(judged.beside(deployed.blocks(stack, judged)), policies):
        if finding.outcome is not Outcome.PASS:
            yield finding
