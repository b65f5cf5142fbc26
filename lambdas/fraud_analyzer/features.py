"""What a model sees of a payment: numbers, each under its name; training and the function compute them here."""

from math import exp

from .card import Card, faded, log_of
from .terminal import MILLISECONDS_PER_DAY, Terminal

FEATURES = (
    "amount",
    "card_amount_to_usual",
    "card_amount_deviation",
    "card_amount_spread",
    "card_unusual_7d",
    "card_payments_1d",
    "card_payments_30d",
    "terminal_frauds_7d",
    "terminal_frauds_30d",
    "terminal_unexplained_30d",
    "terminal_days_since_first",
)
# No feature is larger, so that none is infinite.
MOST = 1e6
# A card whose amounts are all alike may still pay a little more.
LEAST_SPREAD = 0.3
# Frauds of a terminal say something for so many days, and a new series begins after so many days without any.
WINDOW_DAYS, QUIET_DAYS = 60, 14
# A fraud within so many times what is usual does not stand out on its card.
ORDINARY = 2.0
# A terminal without an unexplained fraud: longer ago than any.
NEVER = 99.0
# What a fraud of so many days ago counts, where it fades to 1/e within a week or a month.
WEEK = tuple(exp(-days / 7) for days in range(WINDOW_DAYS + 1))
MONTH = tuple(exp(-days / 30) for days in range(WINDOW_DAYS + 1))

Features = dict[str, float]


def features(*, at: int, amount_usd: float, card: Card, terminal: Terminal) -> Features:
    """Return the features of a payment at `at` (milliseconds, UTC), of card and terminal as they were before it.

    Ratio and deviation are 0 where nothing is known of the card. A confirmed fraud is unexplained where its amount was
    ordinary for its card: then it is the terminal that is compromised, and not the card.
    """
    now = faded(card, at)
    return {
        "amount": amount_usd,
        "card_amount_to_usual": _ratio(amount_usd, now.usual()),
        "card_amount_deviation": _deviation(amount_usd, now),
        "card_amount_spread": now.spread(),
        "card_unusual_7d": now.unusual_7d,
        "card_payments_1d": now.payments_1d,
        "card_payments_30d": now.payments_30d,
        **_of_terminal(terminal, at // MILLISECONDS_PER_DAY),
    }


def is_ordinary(seen: Features) -> bool:
    """Whether an amount is within what is usual for its card; so is any where nothing is known of the card."""
    return seen["card_amount_to_usual"] <= ORDINARY


def _ratio(amount: float, of: float) -> float:
    return min(amount / of, MOST) if of > 0 else 0.0


def _deviation(amount: float, card: Card) -> float:
    """Return by how many of its card's own spreads an amount is above what is typical, in logarithms."""
    return (log_of(amount) - card.typical_log()) / (card.spread() + LEAST_SPREAD) if card.usual() > 0 else 0.0


def _of_terminal(terminal: Terminal, today: int) -> Features:
    week = month = unexplained = 0.0
    first = NEVER
    for day, frauds, ordinary in terminal.days:
        age = max(today - day, 0)
        if age > WINDOW_DAYS:
            break
        week += frauds * WEEK[age]
        month += frauds * MONTH[age]
        unexplained += ordinary * MONTH[age]
        if ordinary and (first == NEVER or age - first <= QUIET_DAYS):
            first = float(age)
    return {
        "terminal_frauds_7d": week,
        "terminal_frauds_30d": month,
        "terminal_unexplained_30d": unexplained,
        "terminal_days_since_first": first,
    }
