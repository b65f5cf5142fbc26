"""Rules and model together: each payment through the analyzer's own core, with what it had learned before."""

from collections.abc import Iterable, Iterator

from lambdas.fraud_analyzer.analysis import Analysis, analyze
from lambdas.fraud_analyzer.card import Card
from lambdas.fraud_analyzer.history import History
from lambdas.fraud_analyzer.learning import taught
from lambdas.fraud_analyzer.merchant import Merchant
from lambdas.fraud_analyzer.model import Model
from lambdas.fraud_analyzer.recent import Recent
from lambdas.fraud_analyzer.rules import Rules
from lambdas.fraud_analyzer.terminal import Terminal
from lambdas.fraud_analyzer.transaction import Transaction

from .payment import MILLISECONDS_PER_DAY, Payment
from .replay import Reports


def analyzed(payments: Iterable[Payment], rules: Rules, model: Model) -> Iterator[tuple[Payment, Analysis]]:
    """Yield each payment with its analysis; no merchant is probed, since these worlds have none."""
    cards: dict[int, tuple[Card, Recent]] = {}
    reports = Reports()
    for payment in payments:
        at, place = payment.timestamp, payment.terminal
        reports.come(at)
        card, recent = cards.get(payment.customer, (Card(), Recent()))
        merchant = Merchant(at // MILLISECONDS_PER_DAY * MILLISECONDS_PER_DAY)
        history = History(merchant, card, recent, reports.terminals.get(place, Terminal()))
        transaction = transaction_of(payment)
        analysis = analyze(transaction, history, at=at, rules=rules, score=model.score)
        reports.expect(payment, card)
        cards[payment.customer] = taught(transaction, history, analysis, at=at, counting=rules.counting)
        yield payment, analysis


def transaction_of(payment: Payment) -> Transaction:
    """Return a payment as the validator hands it to the analyzer; in these worlds all merchants are one."""
    place = f"terminal-{payment.terminal}" if payment.terminal >= 0 else ""
    return Transaction(payment.amount, "ok", f"tok_{payment.customer:08d}", "merchant", place, payment.country, "")
