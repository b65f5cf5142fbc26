"""How the shipped model is trained on a mixture of worlds, given its threshold, measured and written down."""

import json
from collections.abc import Callable, Sequence
from math import floor
from typing import Any

from lambdas.fraud_analyzer.features import FEATURES
from lambdas.fraud_analyzer.model import Model, read
from lambdas.fraud_analyzer.scoring import Decision

from .measures import average_precision, threshold_of_budget
from .replay import Flags
from .table import Table, joined
from .trees import Flat, flat, packed, version
from .worlds import HELD_OUT, HELD_OUT_DAYS, TRAINING, TRAINING_DAYS, VALIDATION_DAYS

# Of honest payments at most 1 % are to be reviewed in a world no training saw, by rules and model: so here by far less.
REVIEW_BUDGET = 0.0042

# The day from which on the next model decides, by its threshold, as its two owners state it.
EFFECTIVE = "2026-11-26"

# Takes rows, and returns the trees in LightGBM's nested form with what LightGBM itself says of further rows.
Boost = Callable[[Table], tuple[list[dict[str, Any]], Callable[[Table], list[float]]]]
Progress = Callable[[str], None]


def trained(boost: Boost, progress: Progress) -> tuple[str, dict[str, Any]]:
    """Return the model's file and its figures; ValueError if the function would score otherwise than LightGBM.

    It is trained twice, since what a model flags is clipped and so changes what is seen of a card: the second time on
    payments as they look where the first model flags.
    """
    trees, model = fitted(boost, progress, None)
    trees, model = fitted(boost, progress, flags_of(model))
    figures = {}
    for world in HELD_OUT:
        progress(f"held out: {world.name}")
        figures[world.name] = measured(model, world.rows(HELD_OUT_DAYS, flags=flags_of(model)))
    return written(trees, model.thresholds.review), figures


def fitted(boost: Boost, progress: Progress, flags: Flags | None) -> tuple[list[Flat], Model]:
    """Return trees, and their model with its threshold; here each fraud counts, and the model card says why."""
    worlds = []
    for world in TRAINING:
        progress(f"simulating: {world.name}")
        worlds.append(world.rows(range(TRAINING_DAYS.start, VALIDATION_DAYS.stop), flags, each_counts=True))
    progress("training")
    nested, exact = boost(joined(table.of(TRAINING_DAYS) for table in worlds))
    trees = [flat(tree) for tree in nested]
    validation = [table.of(VALIDATION_DAYS) for table in worlds]
    held_to(exact, unlimited(trees), validation[0])
    return trees, with_threshold(trees, validation)


def unlimited(trees: Sequence[Flat]) -> Model:
    """Return the trees as a model that reviews nothing."""
    return read(written(trees, 1.0))


def held_to(exact: Callable[[Table], list[float]], model: Model, table: Table) -> None:
    """Raise ValueError unless the function's walk gives each row, to the last bit, what LightGBM gives it."""
    walked = [model.log_odds(table.row(row)) for row in range(len(table.days))]
    if walked != exact(table):
        raise ValueError("the function's walk differs from LightGBM's prediction; fix training/trees.py or model.py")


def with_threshold(trees: Sequence[Flat], validation: Sequence[Table]) -> Model:
    """Return the model that sends at most `REVIEW_BUDGET` of each world's honest payments to review.

    It never declines: what the simulations are certain of is no evidence about real cards.
    """
    scored = unlimited(trees)
    reviews = []
    for table in validation:
        pairs = zip(table.scores(scored), table.frauds, strict=True)
        reviews.append(threshold_of_budget([score for score, fraud in pairs if not fraud], REVIEW_BUDGET))
    # Just below the score: processors differ in the last digit of an exponential, and the decision must not.
    return read(written(trees, floor(max(reviews) * 1e6) / 1e6))


def flags_of(model: Model) -> Flags:
    """Return whether the model would have a payment reviewed, so that its amount is clipped."""
    return lambda features: model.score(features).decision is not Decision.APPROVE


def measured(model: Model, table: Table) -> dict[str, Any]:
    """Return what the model card says of one set of payments."""
    scores = table.scores(model)
    reviewed = [model.thresholds.decide(score) is not Decision.APPROVE for score in scores]
    frauds, honest = sum(table.frauds), len(table.frauds) - sum(table.frauds)
    caught = sum(fraud and review for fraud, review in zip(table.frauds, reviewed, strict=True))
    return {
        "payments": len(table.frauds),
        "frauds": frauds,
        "average_precision": round(average_precision(table.frauds, table.ranks(scores)), 4),
        "average_precision_of_amount": round(average_precision(table.frauds, table.ranks([0.0] * len(scores))), 4),
        "honest_reviewed": round((sum(reviewed) - caught) / honest, 4),
        "frauds_reviewed": round(caught / frauds, 4),
    }


def written(trees: Sequence[Flat], review: float, effective: str = EFFECTIVE) -> str:
    """Return the model's file: one key, and of the trees one tree, a line. Its listing is for those who review it."""
    parts = {
        "version": version(list(trees)),
        "effective": effective,
        "features": list(FEATURES),
        "base": 0.0,
        "thresholds": {"review": review, "decline": None},
    }
    lines = [f"{json.dumps(name)}:{_compact(part)}" for name, part in parts.items()]
    rows = [_compact(packed(tree)) for tree in trees]
    return "{\n" + ",\n".join(lines) + ',\n"trees":[\n' + ",\n".join(rows) + "\n]\n}\n"


def _compact(part: object) -> str:
    return json.dumps(part, separators=(",", ":"))
