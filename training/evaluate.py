"""The benchmark's protocol on recorded payments: for the shipped model, and for one retrained by the protocol."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lambdas.fraud_analyzer.model import Model

from .benchmark import DAYS, FOLDS, Contestant, Figures, deviation_of, folds, mean_of
from .payment import MILLISECONDS_PER_DAY, Payment, day_of
from .replay import replayed
from .shipped import Boost, flags_of, unlimited
from .table import Table, table
from .trees import flat

Progress = Callable[[str], None]
EVERY = 100_000


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How much was read, and each contestant's figures by fold."""

    payments: int
    frauds: int
    folds: dict[str, list[Figures]]

    def as_json(self) -> dict[str, Any]:
        """Return the figures by contestant: the single split, each fold, mean and standard deviation."""
        return {
            "payments": self.payments,
            "frauds": self.frauds,
            "models": {
                name: {
                    "single_split": judged[0]._asdict(),
                    "folds": [each._asdict() for each in judged],
                    "mean": mean_of(judged)._asdict(),
                    "deviation": deviation_of(judged)._asdict(),
                }
                for name, judged in self.folds.items()
            },
        }


def evaluated(payments: Sequence[Payment], model: Model, boost: Boost, progress: Progress) -> Evaluation:
    """Run the protocol on payments in their order; ValueError if they do not reach far enough.

    The shipped model sees what it would have seen: amounts that it flags are clipped before they teach a profile.
    """
    start = day_start(payments)
    since = start + FOLDS[0] * MILLISECONDS_PER_DAY
    judged = {}
    for name, flags, contestant in (
        ("shipped", flags_of(model), _as_it_is(model)),
        ("retrained", None, retrained(boost)),
    ):
        seen = replayed(_told(payments, name, progress), since=since, flags=flags)
        rows = table(seen, start=start)
        judged[name] = folds(rows, contestant, lambda text, name=name: progress(f"{name}: {text}"))  # type: ignore[misc]
    return Evaluation(len(payments), sum(payment.fraud for payment in payments), judged)


def retrained(boost: Boost) -> Contestant:
    """Return the contestant that trains a model on each training week."""

    def scores(training: Table, test: Table) -> list[float]:
        nested, _ = boost(training)
        return test.scores(unlimited([flat(tree) for tree in nested]))

    return scores


def day_start(payments: Sequence[Payment]) -> int:
    """Return when the first payment's day began; ValueError if the payments span too few days for the protocol."""
    first = payments[0].timestamp // MILLISECONDS_PER_DAY * MILLISECONDS_PER_DAY if payments else 0
    days = day_of(payments[-1], first) + 1 if payments else 0
    if days < DAYS:
        raise ValueError(f"the files hold {days} days, and the protocol takes {DAYS}; name all files of the data")
    return first


def report(evaluation: Evaluation) -> str:
    """Return the figures as a table for people; the single split is the first fold."""
    lines = [f"{evaluation.payments:,} payments, {evaluation.frauds:,} of them fraud", ""]
    lines.append(f"{'model':<10} {'test week':<12} {'AUC':>7} {'AP':>7} {'CP@100':>7}")
    for name, judged in evaluation.folds.items():
        weeks = ["1 (single)", *(str(number) for number in range(2, len(judged) + 1)), "mean", "deviation"]
        for week, each in zip(weeks, [*judged, mean_of(judged), deviation_of(judged)], strict=True):
            lines.append(f"{name:<10} {week:<12} {each.auc:>7.3f} {each.ap:>7.3f} {each.cp100:>7.3f}")
    return "\n".join(lines)


def _as_it_is(model: Model) -> Contestant:
    return lambda _training, test: test.scores(model)


def _told(payments: Sequence[Payment], name: str, progress: Progress) -> Iterable[Payment]:
    for number, payment in enumerate(payments):
        if number % EVERY == 0:
            progress(f"{name}: payment {number:,} of {len(payments):,}")
        yield payment
