"""What a payment teaches: the card's next state, and what it adds to its merchant's count."""

from . import alerts
from . import card as profiles
from . import recent as recents
from .alerts import LastAlert
from .analysis import Analysis
from .card import Card
from .counting import Counting
from .history import History, state
from .recent import Recent
from .scoring import Decision
from .transaction import Transaction

# Up to so many times the largest amount of a card, one that was flagged is like those that nobody reported.
LIKE = 1.5

Answer = dict[str, object]


def taught(
    transaction: Transaction, history: History, analysis: Analysis, *, at: int, counting: Counting
) -> tuple[Card, Recent]:
    """Return what is known of the card after a payment that was judged in full."""
    amount = transaction.amount_usd or 0.0
    flagged = analysis.decision is not Decision.APPROVE
    recent = recents.faded(history.recent, at, counting)
    # What the card has paid before, and nobody has reported, is its own: else who is flagged once would be for good.
    clipped = flagged and amount > LIKE * recent.largest
    card = profiles.after(history.card, at=at, amount_usd=amount, country=transaction.country, flagged=clipped)
    return card, recents.after(recent, transaction, amount, flagged=flagged, counting=counting)


def learned(
    transaction: Transaction, history: History | None, analysis: Analysis, *, at: int, counting: Counting
) -> dict[str, Answer]:
    """Return the answer's `history` and `merchant`; a payment that was not judged in full teaches nothing."""
    amount = transaction.amount_usd
    if history is None or amount is None:
        return {"history": _card(False, "", "0", "0", "0"), "merchant": _merchant(False, "0", "0")}
    card, recent = taught(transaction, history, analysis, at=at, counting=counting)
    kept = state(card, recent, _alert(history.alert, analysis, amount, at))
    probe = counting.is_probe(transaction, amount, history.recent.payments) and not history.merchant.says_enough(at)
    weight, expires = str(history.merchant.one(at)), counting.merchant_expires(at)
    return {
        "history": _card(True, kept, str(history.seen), str(history.seen + 1), counting.card_expires(at)),
        "merchant": _merchant(True, weight, expires) if probe else _merchant(False, "0", "0"),
    }


def _alert(last: LastAlert, analysis: Analysis, amount: float, at: int) -> LastAlert:
    if not analysis.concerns_customer:
        return last
    return alerts.after(last, analysis.decision, amount, at, alerted=analysis.alerted)


def _card(counted: bool, kept: str, seen: str, following: str, expires: str) -> Answer:
    return {"counted": counted, "state": kept, "seen": seen, "next": following, "expires": expires}


def _merchant(counted: bool, weight: str, expires: str) -> Answer:
    return {"counted": counted, "weight": weight, "expires": expires}
