"""What a model sees of a payment: numbers, each under its name; training and the function compute them here."""

from .card import Card, faded
from .terminal import FORGOTTEN, LANDMARK, MILLISECONDS_PER_DAY, Terminal, weight

FEATURES = (
    "amount",
    "card_amount_to_usual",
    "card_amount_to_mean",
    "card_unusual_7d",
    "card_payments_1d",
    "card_payments_30d",
    "terminal_frauds_7d",
    "terminal_frauds_30d",
    "terminal_unexplained_30d",
    "terminal_days_since_frauds",
)
# A terminal without a confirmed fraud: later than any.
NEVER = 365.0
# No feature is larger, so that none is infinite.
MOST = 1e6

Features = dict[str, float]


def features(*, at: int, amount_usd: float, card: Card, terminal: Terminal) -> Features:
    """Return the features of a payment at `at` (milliseconds, UTC), of card and terminal as they were before it.

    A ratio is 0 where nothing is known of the card.
    """
    now = faded(card, at)
    unexplained = _amount(terminal.unexplained_30d, weight(at, 30))
    return {
        "amount": amount_usd,
        "card_amount_to_usual": _ratio(amount_usd, now.usual()),
        "card_amount_to_mean": _ratio(amount_usd * now.payments_30d, now.amounts_30d),
        "card_unusual_7d": now.unusual_7d,
        "card_payments_1d": now.payments_1d,
        "card_payments_30d": now.payments_30d,
        "terminal_frauds_7d": _amount(terminal.frauds_7d, weight(at, 7)),
        "terminal_frauds_30d": _amount(terminal.frauds_30d, weight(at, 30)),
        "terminal_unexplained_30d": unexplained,
        "terminal_days_since_frauds": _age(terminal, at) if unexplained > FORGOTTEN else NEVER,
    }


def _ratio(amount: float, of: float) -> float:
    return min(amount / of, MOST) if of > 0 else 0.0


def _amount(total: float, one: float) -> float:
    return max(0.0, min(total / one, MOST))


def _age(terminal: Terminal, at: int) -> float:
    """Return the mean age in days of the unexplained frauds, the recent ones weighing more."""
    age = (at - LANDMARK) / MILLISECONDS_PER_DAY - terminal.unexplained_days_30d / terminal.unexplained_30d
    return max(0.0, min(age, NEVER))
