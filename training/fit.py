"""A model of recorded payments, written as a candidate: it is tried in a backtest and as a shadow before it decides."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from lambdas.fraud_analyzer.model import Model

from .payment import DELAY_DAYS, MILLISECONDS_PER_DAY, Payment, day_of
from .replay import replayed
from .shipped import Boost, flags_of, held_to, unlimited, with_threshold, written
from .table import table
from .trees import flat

# The first month only fills the histories; the last two weeks give the threshold, and frauds of the week before them
# may not have been confirmed when those began.
FILLING_DAYS, THRESHOLD_DAYS, LEAST_TRAINING_DAYS = 30, 14, 7
LEAST_DAYS = FILLING_DAYS + LEAST_TRAINING_DAYS + DELAY_DAYS + THRESHOLD_DAYS
# Of fewer frauds a model learns the cards and not the frauds.
LEAST_FRAUDS = 100

Progress = Callable[[str], None]


class Fitted(NamedTuple):
    """The model's file, and of how many payments and frauds it is."""

    text: str
    payments: int
    frauds: int


def fitted(payments: Sequence[Payment], shipped: Model, boost: Boost, effective: str, progress: Progress) -> Fitted:
    """Train on payments in their order, and give the threshold that keeps to the budget of honest payments.

    What the shipped model flags is clipped, as it was when the payments were made. ValueError if there are too few days
    or frauds, for an effective date that is none, or if the function would score otherwise than LightGBM.
    """
    _require_a_day(effective)
    start = payments[0].timestamp // MILLISECONDS_PER_DAY * MILLISECONDS_PER_DAY if payments else 0
    days = day_of(payments[-1], start) + 1 if payments else 0
    if days < LEAST_DAYS:
        raise ValueError(f"the files hold {days} days, and {LEAST_DAYS} are needed; export a longer time")
    progress(f"replaying {len(payments):,} payments")
    since = start + FILLING_DAYS * MILLISECONDS_PER_DAY
    rows = table(replayed(payments, since=since, flags=flags_of(shipped)), start=start)
    training = rows.of(range(FILLING_DAYS, days - THRESHOLD_DAYS - DELAY_DAYS))
    validation = rows.of(range(days - THRESHOLD_DAYS, days))
    frauds = sum(training.frauds)
    if frauds < LEAST_FRAUDS or not validation.frauds or all(validation.frauds):
        reason = f"{frauds} frauds are among the payments to train on, and {LEAST_FRAUDS} are needed"
        raise ValueError(f"{reason}, with honest payments after them; export a longer time")
    progress(f"training on {len(training.frauds):,} payments, {frauds:,} of them fraud")
    nested, exact = boost(training)
    trees = [flat(tree) for tree in nested]
    held_to(exact, unlimited(trees), validation)
    review = with_threshold(trees, [validation]).thresholds.review
    if review >= 1:
        raise ValueError("the model would review nothing: too many honest payments have its highest score; export more")
    return Fitted(written(trees, review, effective), len(training.frauds), frauds)


def _require_a_day(effective: str) -> None:
    try:
        if date.fromisoformat(effective).isoformat() == effective:
            return
    except ValueError:
        pass
    raise ValueError("--effective is no day, such as 2026-12-01; name the day from which the model may decide")
