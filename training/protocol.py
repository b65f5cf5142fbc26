"""How the shipped model is trained, given its threshold, measured and written down."""

import json
from collections.abc import Callable, Sequence
from math import floor
from typing import Any

from lambdas.fraud_analyzer.model import Model, Tree
from lambdas.fraud_analyzer.scoring import Decision, Thresholds

from .examples import Examples, average_precisions, examples
from .measures import threshold_of_budget
from .simulation import payments
from .trees import Flat, flat, version

FEATURES = ("amount",)
# More money at stake is never less suspicious, whatever a thin sample says.
RISING = ("amount",)
# After four weeks as many terminals are compromised as ever will be. Labels arrive a week late: hence the gap.
TRAINING_DAYS, VALIDATION_DAYS = range(35, 63), range(70, 84)
HELD_OUT_DAYS = range(35, 49)
TRAINING_SEED, HELD_OUT_SEED = 1, 2
# A hundred of some ten thousand payments a day is what the benchmark lets its analysts look at.
REVIEW_BUDGET = 0.01


Boost = Callable[[Sequence[Sequence[float]], Sequence[bool], Sequence[str], Sequence[str]], list[dict[str, Any]]]


def trained(boost: Boost) -> tuple[str, dict[str, Any]]:
    """Return the model's file and its figures: `boost` makes the trees, later weeks the threshold, a new seed the test.

    `boost` takes rows, labels, the features' names and those that may only raise the score, as `boosting.boosted`.
    """
    world = list(payments(seed=TRAINING_SEED, days=VALIDATION_DAYS.stop))
    training = examples(world, days=TRAINING_DAYS)
    trees = [flat(tree) for tree in boost(training.rows(FEATURES), training.frauds, FEATURES, RISING)]
    validation = examples(world, days=VALIDATION_DAYS)
    model = with_threshold(trees, validation)
    held_out = examples(payments(seed=HELD_OUT_SEED, days=HELD_OUT_DAYS.stop), days=HELD_OUT_DAYS)
    figures = {"validation": measured(model, validation), "held_out": measured(model, held_out)}
    return written(model, trees, figures), figures


def with_threshold(trees: list[Flat], validation: Examples) -> Model:
    """Return the model that sends `REVIEW_BUDGET` of the validation's payments to review.

    It never declines: that every amount above 220 is fraud is the simulation's rule and no evidence about real cards.
    """
    parts = version(trees), list(FEATURES), 0.0, [Tree(**tree) for tree in trees]
    review = threshold_of_budget(validation.scores(Model(*parts, Thresholds(1.0, None))), REVIEW_BUDGET)
    # Just below the score: processors differ in the last digit of an exponential, and the decision must not.
    return Model(*parts, Thresholds(floor(review * 1e6) / 1e6, None))


def measured(model: Model, given: Examples) -> dict[str, Any]:
    """Return what the model card says of one set of payments."""
    decided = zip(given.frauds, given.scores(model), strict=True)
    reviewed = [fraud for fraud, score in decided if model.thresholds.decide(score) is Decision.REVIEW]
    return {
        "payments": len(given.frauds),
        "frauds": sum(given.frauds),
        "average_precision": average_precisions(model, given),
        "reviewed": round(len(reviewed) / len(given.frauds), 4),
        "reviewed_are_fraud": round(sum(reviewed) / len(reviewed), 4),
        "frauds_reviewed": round(sum(reviewed) / sum(given.frauds), 4),
    }


def written(model: Model, trees: list[Flat], figures: dict[str, Any]) -> str:
    """Return the model's file: one key, and of the trees one tree, a line, so that a change can be read."""
    parts = {
        "version": model.version,
        "features": model.features,
        "base": model.base,
        "thresholds": {"review": model.thresholds.review, "decline": model.thresholds.decline},
        "training": {"features": len(model.features), "trees": len(trees), **figures},
    }
    lines = [f"{json.dumps(name)}:{_compact(part)}" for name, part in parts.items()]
    return "{\n" + ",\n".join(lines) + ',\n"trees":[\n' + ",\n".join(map(_compact, trees)) + "\n]\n}\n"


def _compact(part: object) -> str:
    return json.dumps(part, separators=(",", ":"))
