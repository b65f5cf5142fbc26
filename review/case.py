"""A case: a payment with the reasons in words, and what is known of its card and its terminal; pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lambdas.fraud_analyzer import card_state, recent_state
from lambdas.fraud_analyzer import terminal as terminals
from lambdas.fraud_analyzer.card import Card, faded
from lambdas.fraud_analyzer.not_me import is_all
from lambdas.fraud_analyzer.recent import Recent
from lambdas.fraud_analyzer.terminal import Terminal
from review import not_me
from review.attributes import Item
from review.payment import Payment
from review.reasons import in_words

# Amounts within a quarter of each other are alike.
ALIKE = 0.25


@dataclass(frozen=True, slots=True)
class Profile:
    """What is remembered of a card, as it stands now."""

    card: Card
    recent: Recent


@dataclass(frozen=True, slots=True)
class Case:
    """`profile` and `terminal` are None where nothing is remembered; `others` are the card's, the latest first."""

    payment: Payment
    reasons: tuple[tuple[str, str], ...]
    profile: Profile | None
    terminal: Terminal | None
    others: tuple[Payment, ...]
    similar: tuple[Payment, ...]


def case(payment: Payment, *, card: Item | None, terminal: Item | None, others: Iterable[Payment], now: int) -> Case:
    """Put a case together from its row, both items of the histories, and the payments of the card."""
    rest = sorted((each for each in others if each.id != payment.id), key=lambda each: (-each.at, each.id))
    return Case(
        payment=payment,
        reasons=(*not_me.reason(card or {}, payment, now), *in_words(payment.reasons)),
        profile=None if card is None or is_all(card) else _profile(card, now),
        terminal=None if terminal is None else terminals.read(terminal),
        others=tuple(rest),
        similar=tuple(each for each in rest if is_similar(each, payment)),
    )


def is_similar(one: Payment, other: Payment) -> bool:
    """Whether two payments of a card are at the same merchant or terminal, or of about the same amount."""
    places = ((one.merchant, other.merchant), (one.terminal, other.terminal))
    if any(here and here == there for here, there in places):
        return True
    if one.dollars is None or other.dollars is None:
        return False
    return abs(one.dollars - other.dollars) <= ALIKE * max(one.dollars, other.dollars)


def _profile(item: Item, now: int) -> Profile:
    attribute = item.get("state")
    values = json.loads(attribute["S"]) if isinstance(attribute, Mapping) and "S" in attribute else None
    if not isinstance(values, dict) or not {"card", "recent"} <= values.keys():
        raise ValueError("history: a card's state is not of this version; show the case with the version that wrote it")
    return Profile(faded(card_state.read(values["card"]), now), recent_state.read(values["recent"]))
