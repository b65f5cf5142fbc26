"""Rules and a model look at one payment and at what is known before it; the most severe opinion wins."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from .alerts import LastAlert, is_news
from .facts import Facts, of_card, of_customer, of_merchant, of_payment, of_place
from .features import Features, features, is_ordinary
from .history import History
from .recent import faded
from .rules import Rules
from .scoring import Decision, Score
from .transaction import RATES_OUTDATED, Transaction

HISTORY_UNAVAILABLE = "history_unavailable"
# What went wrong with us, and not with the payment: no news for a customer.
OURS = frozenset({HISTORY_UNAVAILABLE, RATES_OUTDATED})
# Where it is not known what a model would have to be asked about, none is asked, and a person looks.
UNSCORED = Score(0.0, Decision.REVIEW, (), "none")


@dataclass(frozen=True, slots=True)
class Analysis:
    """The decision with its score and reason codes, and the version of the rules.

    `asked` are the features that the model was given; None where none was asked, and then nothing is counted.
    `alerted` says if the customer is told now, and `held_back` of how many earlier payments they were not.
    """

    decision: Decision
    score: Score
    reasons: tuple[str, ...]
    rules: str
    asked: Features | None
    alerted: bool = False
    held_back: int = 0

    @property
    def concerns_customer(self) -> bool:
        """Whether it is worth an alert by itself, whatever the customer was told before."""
        return self.decision is not Decision.APPROVE and not (self.reasons and {*self.reasons} <= OURS)

    def as_json(self) -> dict[str, object]:
        """Return the decision in words, and the score once more as the text that DynamoDB's N type is written in."""
        return {
            "decision": self.decision.name.lower(),
            "score": round(self.score.value, 4),
            "score_text": f"{self.score.value:.4f}",
            "reasons": list(self.reasons),
            "alert": self.alerted,
            "held_back": self.held_back,
            "model": self.score.model,
            "rules": self.rules,
            "ordinary_amount": "" if self.asked is None else "true" if is_ordinary(self.asked) else "false",
        }


def analyze(
    transaction: Transaction,
    history: History | None,
    *,
    at: int,
    rules: Rules,
    score: Callable[[Features], Score],
) -> Analysis:
    """Judge a payment at `at` (milliseconds since the epoch): the server's time, since a sender could say any other.

    Without an amount in dollars, or where the history is unavailable (None), a person looks at it.
    """
    amount = transaction.amount_usd
    if amount is None or history is None:
        missing = [*([transaction.conversion] if amount is None else []), *([] if history else [HISTORY_UNAVAILABLE])]
        facts = {} if amount is None else of_payment(amount, rules.counting)
        judged = _judged(facts, rules, UNSCORED, missing, None)
        # What the customer was told is not known, or not if this tells more.
        return replace(judged, alerted=judged.concerns_customer)
    seen = features(at=at, amount_usd=amount, card=history.card, terminal=history.terminal)
    recent = faded(history.recent, at, rules.counting)
    probe = rules.counting.is_probe(transaction, amount, recent.payments)
    facts = {
        **of_payment(amount, rules.counting),
        **of_card(amount, history.card, recent, seen, rules.counting),
        **of_place(transaction, recent, at),
        **of_customer(history.not_me, at),
        **of_merchant(history.merchant, at, probe=probe),
    }
    return _alerting(_judged(facts, rules, score(seen), [], seen), history.alert, amount, at)


def _judged(facts: Facts, rules: Rules, scored: Score, missing: list[str], seen: Features | None) -> Analysis:
    broken = rules.broken(facts)
    return Analysis(
        decision=max([scored.decision, *(rule.decision for rule in broken)]),
        score=scored,
        reasons=(*(rule.code for rule in broken), *missing, *scored.reasons),
        rules=rules.version,
        asked=seen,
    )


def _alerting(judged: Analysis, last: LastAlert, amount: float, at: int) -> Analysis:
    """Alert the customer where this tells more than the last alert, and then also say how many were held back."""
    if not judged.concerns_customer or not is_news(last, judged.decision, amount, at):
        return judged
    return replace(judged, alerted=True, held_back=last.held_back)
