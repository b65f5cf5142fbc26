"""What a candidate comes to on some payments: alerts, precision, recall, false alarms, and the fraud that it stops."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from backtest.payment import Payment
from backtest.replay import Decided

APPROVE, REVIEW, DECLINE = DECISIONS = ("approve", "review", "decline")


@dataclass(slots=True)
class Figures:
    """Counts of payments, and sums of US dollars; a payment is flagged if it is reviewed or declined.

    Fraud that is stopped is the sum of the amounts of frauds that were declined, or sent to a review that is taken to
    find them. Nothing is subtracted: neither the cost of a review nor an honest sale that was lost.
    """

    payments: int = 0
    flagged: int = 0
    frauds: int = 0
    caught: int = 0
    honest: int = 0
    false_alarms: int = 0
    fraud_dollars: float = 0.0
    declined_dollars: float = 0.0
    reviewed_dollars: float = 0.0
    honest_dollars_flagged: float = 0.0

    def add(self, payment: Payment, decided: Decided) -> None:
        """Count one payment; without a label it counts among payments and alerts alone."""
        flagged, dollars = decided.decision != APPROVE, payment.amount or 0.0
        self.payments += 1
        self.flagged += flagged
        if payment.fraud:
            self.frauds += 1
            self.caught += flagged
            self.fraud_dollars += dollars
            self.declined_dollars += dollars if decided.decision == DECLINE else 0.0
            self.reviewed_dollars += dollars if decided.decision == REVIEW else 0.0
        elif payment.fraud is False:
            self.honest += 1
            self.false_alarms += flagged
            self.honest_dollars_flagged += dollars if flagged else 0.0

    @property
    def alert_rate(self) -> float | None:
        """The share of payments that are flagged."""
        return _share(self.flagged, self.payments)

    @property
    def precision(self) -> float | None:
        """The share of frauds among what is flagged and labelled."""
        return _share(self.caught, self.caught + self.false_alarms)

    @property
    def recall(self) -> float | None:
        """The share of frauds that are flagged."""
        return _share(self.caught, self.frauds)

    @property
    def false_alarms_per_thousand(self) -> float | None:
        """How many of 1,000 honest payments are flagged."""
        share = _share(self.false_alarms, self.honest)
        return None if share is None else share * 1000

    @property
    def stopped_dollars(self) -> float:
        """The fraud that is stopped."""
        return self.declined_dollars + self.reviewed_dollars


def figures(pairs: Iterable[tuple[Payment, Decided]]) -> Figures:
    """Count payments with what was decided on each."""
    counted = Figures()
    for payment, decided in pairs:
        counted.add(payment, decided)
    return counted


def _share(some: int, of: int) -> float | None:
    return some / of if of else None
