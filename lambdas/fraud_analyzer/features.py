"""What a model sees of a transaction: numbers, each under its name."""

from .history import History
from .transaction import Transaction

MILLISECONDS_PER_HOUR = 3_600_000
MILLISECONDS_PER_DAY = 24 * MILLISECONDS_PER_HOUR
# The epoch was a Thursday: Monday is day 0 of a week, Saturday day 5.
EPOCH_WEEKDAY = 3

Features = dict[str, float]


def features(transaction: Transaction, history: History) -> Features:
    """Return the features; hours and weekends are UTC's, amounts dollars, and without history its features are 0."""
    days, milliseconds = divmod(transaction.timestamp, MILLISECONDS_PER_DAY)
    known = history.transactions > 0
    return {
        "amount": float(transaction.amount),
        "hour": milliseconds / MILLISECONDS_PER_HOUR,
        "weekend": float((days + EPOCH_WEEKDAY) % 7 >= 5),
        "card_transactions": float(history.transactions),
        "card_amount_ratio": float(transaction.amount) / history.mean_amount if known else 0.0,
    }
