"""Payments as the function would have seen them, one after the other; labels arrive late."""

from collections.abc import Callable, Iterable, Iterator
from heapq import heappop, heappush

from lambdas.fraud_analyzer.card import Card, after
from lambdas.fraud_analyzer.features import Features, features, is_ordinary
from lambdas.fraud_analyzer.terminal import Terminal, reported

from .counted import Counted
from .payment import Payment

Flags = Callable[[Features], bool]


def replayed(
    payments: Iterable[Payment], *, since: int = 0, flags: Flags | None = None, each_counts: bool = False
) -> Iterator[tuple[Payment, Features]]:
    """Yield each payment from `since` (milliseconds) on with its features; all of them teach, in their order.

    `flags` says of features whether the payment would be reviewed, so that its amount is clipped; without it none is.
    With `each_counts` a card counts at a terminal by each of its frauds, which it does not in the deployed system.
    """
    cards: dict[int, Card] = {}
    reports = Reports(each_counts=each_counts)
    never_seen, never_reported = Card(), Terminal()
    for payment in payments:
        at, amount, customer, place, _, country, _ = payment
        reports.come(at)
        card = cards.get(customer, never_seen)
        flagged = False
        if flags or at >= since:
            terminal = reports.terminals.get(place, never_reported)
            seen = features(at=at, amount_usd=amount, card=card, terminal=terminal)
            flagged = bool(flags and flags(seen))
            if at >= since:
                yield payment, seen
        reports.expect(payment, card)
        cards[customer] = after(card, at=at, amount_usd=amount, country=country, flagged=flagged)


class Reports:
    """The terminals with their confirmed frauds, and the frauds that nobody has confirmed yet.

    A card counts once at a terminal, as its reports do in the deployed system, unless each fraud counts.
    """

    def __init__(self, *, each_counts: bool = False) -> None:
        self.each_counts = each_counts
        self.counted = Counted()
        self.terminals: dict[int, Terminal] = {}
        self.waiting: list[tuple[int, Payment, bool]] = []

    def come(self, at: int) -> None:
        """Confirm the frauds whose delay is over at a time in milliseconds."""
        while self.waiting and self.waiting[0][0] <= at:
            due, payment, ordinary = heappop(self.waiting)
            place = payment.terminal, payment.customer
            if self.each_counts or self.counted.report(payment, place, fraud=True, now=due):
                known = self.terminals.get(payment.terminal, Terminal())
                self.terminals[payment.terminal] = reported(known, at=payment.timestamp, ordinary_amount=ordinary)

    def expect(self, payment: Payment, card: Card) -> None:
        """Note a payment that will be reported, if it is fraud, with its card as it was before."""
        if payment.fraud and payment.terminal >= 0:
            seen = features(at=payment.timestamp, amount_usd=payment.amount, card=card, terminal=Terminal())
            heappush(self.waiting, (payment.timestamp + payment.delay, payment, is_ordinary(seen)))
