"""What the rules compare: numbers of one payment, each under its name, the payment itself included."""

from .card import Card, log_of
from .counting import Counting
from .features import MOST, Features
from .merchant import Merchant
from .not_me import days_left
from .recent import Recent
from .transaction import Transaction
from .travel import countries_within_an_hour, kilometers_per_hour

Facts = dict[str, float]

# A card whose amounts are all alike may still pay a little more.
LEAST_SPREAD = 0.2

# What a payment says by itself: rules that compare nothing else hold where no history could be read.
OF_THE_PAYMENT = frozenset({"amount", "amount_over_limit"})
OF_HISTORY = frozenset(
    {
        "payments_known",
        "payments_10m",
        "payments_1d",
        "payments_just_below_1d",
        "parts_before_1d",
        "parts_over_limit_1d",
        "amount_of_new_card",
        "times_usual",
        "times_largest",
        "deviations",
        "kilometers_per_hour",
        "countries_1h",
        "new_cards_at_merchant",
        "terminal_frauds",
        "terminal_frauds_7d",
        "not_me_days_left",
    }
)


def of_payment(amount: float, counting: Counting) -> Facts:
    """Return the facts that need no history."""
    return {"amount": amount, "amount_over_limit": amount - counting.limit}


def of_card(amount: float, card: Card, recent: Recent, seen: Features, counting: Counting) -> Facts:
    """Return the facts of an amount and its card; `recent` has faded to now, and `seen` is what the model sees."""
    # What was paid long ago is forgotten, and the card is as good as new.
    part, known = counting.large_part(amount), seen["card_amount_to_usual"]
    return {
        "payments_known": recent.payments,
        "payments_10m": recent.payments_10m + 1,
        "payments_1d": seen["card_payments_1d"] + 1,
        "payments_just_below_1d": recent.just_below_1d + 1 if counting.is_just_below(amount) else 0.0,
        "parts_before_1d": recent.large_parts_1d,
        "parts_over_limit_1d": recent.large_parts_1d + part - counting.limit if part else 0.0,
        "amount_of_new_card": amount if recent.payments < counting.new_card_payments or not known else 0.0,
        "times_usual": known,
        "times_largest": _times_largest(amount, recent),
        "deviations": _deviations(amount, card),
        "terminal_frauds": seen["terminal_unexplained_30d"],
        "terminal_frauds_7d": seen["terminal_frauds_7d"],
    }


def of_place(transaction: Transaction, recent: Recent, at: int) -> Facts:
    """Return the facts of where and when the card is used."""
    return {
        "kilometers_per_hour": kilometers_per_hour(recent, transaction, at),
        "countries_1h": countries_within_an_hour(recent, transaction.country, at),
    }


def of_customer(said: int, at: int) -> Facts:
    """Return for how many more days it is heeded that the card's customer said *not me* of a payment."""
    return {"not_me_days_left": days_left(said, at)}


def of_merchant(merchant: Merchant, at: int, *, probe: bool) -> Facts:
    """Return how many payments that may be probes the merchant has seen, if this is one of them; else 0."""
    return {"new_cards_at_merchant": merchant.count(at) + 1 if probe else 0.0}


def _times_largest(amount: float, recent: Recent) -> float:
    """Return how many times the largest amount that was not flagged; any is above it where each was flagged so far."""
    if not recent.largest:
        return MOST if recent.payments else 0.0
    return amount / recent.largest


def _deviations(amount: float, card: Card) -> float:
    """Return how many standard deviations of the logarithms an amount is above what is typical for the card."""
    return (log_of(amount) - card.typical_log()) / max(card.spread(), LEAST_SPREAD)
