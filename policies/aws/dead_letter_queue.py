"""`DeadLetterQueue()`: the attribute refers to a dead-letter queue of this stack."""

from __future__ import annotations

from dataclasses import dataclass

from policies.aws.queues import QUEUE, dead_letters
from policies.core import Stack
from policies.core.kinds import ReferenceTo
from policies.core.strict_json import Json


@dataclass(frozen=True)
class DeadLetterQueue(ReferenceTo):
    """A reference to the ARN of a queue on which nobody works: it has no rule, no function and no redrive policy."""

    type: str = QUEUE
    attribute: str = "arn"

    def fits(self, value: Json, stack: Stack) -> bool:
        return dead_letters(value, stack) is not None
