"""Rules and a model look at one transaction; the most severe opinion wins."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from .card import Card
from .features import Features, features
from .history import History
from .terminal import Terminal
from .transaction import Transaction


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


@dataclass(frozen=True, slots=True)
class Limits:
    """What the stack states: the amount (dollars) above which a person looks, and how long a remote model may take."""

    review_threshold: Decimal
    model_seconds: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason code, the decision that it calls for, and the transactions that it applies to."""

    code: str
    decision: Decision
    applies: Callable[[Transaction, History], bool]


@dataclass(frozen=True, slots=True)
class Analysis:
    """The decision with its score and reason codes."""

    decision: Decision
    score: float
    reasons: tuple[str, ...]
    model: str

    def as_json(self) -> dict[str, object]:
        """Return the decision in words, and the score once more as the text that DynamoDB's N type is written in."""
        return {
            "decision": self.decision.name.lower(),
            "score": round(self.score, 4),
            "score_text": f"{self.score:.4f}",
            "reasons": list(self.reasons),
            "model": self.model,
        }


def rules(limits: Limits) -> tuple[Rule, ...]:
    """Return the rules that hold beside any model."""

    def is_large(transaction: Transaction, _: History) -> bool:
        return transaction.amount > limits.review_threshold

    return (Rule("amount_above_review_threshold", Decision.REVIEW, is_large),)


def analyze(
    transaction: Transaction,
    *,
    history: Callable[[str], History],
    score: Callable[[Features], Score],
    rules: tuple[Rule, ...],
) -> Analysis:
    """Ask `history` for what is known of the card, `score` for the model's word, and every rule for its own."""
    known = history(transaction.card_token)
    amount = float(transaction.amount)
    scored = score(features(at=transaction.timestamp, amount_usd=amount, card=Card(), terminal=Terminal()))
    broken = [rule for rule in rules if rule.applies(transaction, known)]
    return Analysis(
        decision=max([scored.decision, *(rule.decision for rule in broken)]),
        score=scored.value,
        reasons=(*(rule.code for rule in broken), *scored.reasons),
        model=scored.model,
    )
