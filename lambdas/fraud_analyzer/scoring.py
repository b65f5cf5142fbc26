"""What a model says of a payment: a score, and the decision that it comes to."""

from dataclasses import dataclass
from enum import IntEnum


class Decision(IntEnum):
    """What becomes of a transaction, in order of severity."""

    APPROVE = 0
    REVIEW = 1
    DECLINE = 2


@dataclass(frozen=True, slots=True)
class Score:
    """A model's probability of fraud (0 to 1), the decision that it comes to, why, and which model it was."""

    value: float
    decision: Decision
    reasons: tuple[str, ...]
    model: str


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The scores from which a model's word is `review` and `decline`; without the latter it may never decline."""

    review: float
    decline: float | None

    def decide(self, score: float) -> Decision:
        """Return the decision that a score between 0 and 1 comes to."""
        if self.decline is not None and score >= self.decline:
            return Decision.DECLINE
        return Decision.REVIEW if score >= self.review else Decision.APPROVE
