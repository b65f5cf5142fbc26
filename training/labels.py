"""Sixty days in which frauds are reported soon, late or never, through the very code and items of the deployed system.

What DynamoDB stores is text here as well, the function reads it and answers, and a report adds what it adds there.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from lambdas.fraud_analyzer.analysis import Analysis, analyze
from lambdas.fraud_analyzer.learning import learned
from lambdas.fraud_analyzer.model import Model
from lambdas.fraud_analyzer.rules import Rules
from lambdas.fraud_analyzer.scoring import Decision

from . import handbook_world
from .measures import Rank, average_precision, card_precision
from .payment import MILLISECONDS_PER_DAY, START, Payment, day_of
from .reporting import CASES, Reporting, Waiting
from .stored import Histories
from .together import transaction_of
from .worlds import UNSEEN_PAYMENTS, World

# Of a month only the histories are of use: then as many terminals are compromised as ever will be.
LEARNING_DAYS, MEASURED_DAYS = 30, 60
# Seeds that nothing was chosen by.
WORLDS = (World("handbook", handbook_world.payments, 301), World("lognormal, unseen", UNSEEN_PAYMENTS, 304))

Progress = Callable[[str], None]
Judged = Iterator[tuple[Payment, Analysis]]


def simulated(model: Model, rules: Rules, progress: Progress) -> dict[str, Any]:
    """Return the figures of each world and case, with the versions that they are of."""
    since, days = START + LEARNING_DAYS * MILLISECONDS_PER_DAY, LEARNING_DAYS + MEASURED_DAYS
    cases: dict[str, dict[str, Any]] = {}
    for world in WORLDS:
        for reporting in CASES:
            progress(f"{world.name}: reported {reporting.name}")
            judged = decided(world.payments(seed=world.seed, days=days), reporting, rules, model)
            cases.setdefault(world.name, {})[reporting.name] = figures(judged, since)
    return {"model": model.version, "rules": rules.version, "days": MEASURED_DAYS, "worlds": cases}


def decided(payments: Iterable[Payment], reporting: Reporting, rules: Rules, model: Model) -> Judged:
    """Yield each payment with its analysis, after whatever was reported before it."""
    histories, waiting = Histories(), Waiting()
    for payment in payments:
        at, transaction = payment.timestamp, transaction_of(payment)
        for report in waiting.come(at):
            histories.report(report)
        known = histories.read(transaction, at, datetime.fromtimestamp(at / 1000, UTC).date().isoformat())
        analysis = analyze(transaction, known, at=at, rules=rules, score=model.score)
        kept: Any = learned(transaction, known, analysis, at=at, counting=rules.counting)["history"]
        histories.count(transaction.card_token, kept["state"], kept["next"])
        days = reporting.days(payment.customer) if payment.fraud and transaction.terminal_id else None
        if days is not None:
            ordinary = analysis.as_json()["ordinary_amount"] == "true"
            waiting.add(at, days, transaction.terminal_id, transaction.card_token, ordinary=ordinary)
        yield payment, analysis


def figures(judged: Judged, since: int) -> dict[str, Any]:
    """Return what is measured of the payments from `since` (milliseconds) on; no card is left out of them."""
    days, cards, frauds, stopped = list[int](), list[int](), list[bool](), list[bool]()
    ranks: list[Rank] = []
    for payment, analysis in judged:
        if payment.timestamp >= since:
            days.append(day_of(payment))
            cards.append(payment.customer)
            frauds.append(payment.fraud)
            ranks.append((analysis.score.value, payment.amount))
            stopped.append(analysis.decision is not Decision.APPROVE)
    caught = sum(fraud and stop for fraud, stop in zip(frauds, stopped, strict=True))
    return {
        "payments": len(frauds),
        "frauds": sum(frauds),
        "average_precision": round(average_precision(frauds, ranks), 4),
        "card_precision": round(card_precision(days, cards, frauds, ranks), 4),
        "alerts": round(sum(stopped) / len(stopped), 5),
        "frauds_stopped": round(caught / sum(frauds), 4),
        "honest_stopped": round((sum(stopped) - caught) / (len(frauds) - sum(frauds)), 5),
    }
