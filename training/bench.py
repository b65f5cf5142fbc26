"""The table beside the published one: held-out simulated worlds, each by its own seed."""

from collections.abc import Callable, Sequence

from lambdas.fraud_analyzer import rules
from lambdas.fraud_analyzer.model import Model

from . import handbook_world
from .benchmark import DAYS, FOLDS, Figures, deviation_of, folds, mean_of
from .evaluate import retrained
from .payment import MILLISECONDS_PER_DAY, START, Payment
from .replay import replayed
from .shipped import Boost, flags_of, measured
from .table import Table, table
from .together import analyzed, shares
from .worlds import HELD_OUT, HELD_OUT_DAYS, HELD_OUT_SEEDS

# What the stack states.
REVIEW_LIMIT = 5000

Progress = Callable[[str], None]

# Means over the four folds on the benchmark's own data, as published by its authors.
PUBLISHED = (
    ("published: decision tree", 0.797, 0.579, 0.284),
    ("published: logistic regression", 0.868, 0.623, 0.297),
    ("published: random forest", 0.870, 0.678, 0.299),
    ("published: XGBoost, the best", 0.869, 0.687, 0.303),
)


def benched(model: Model, boost: Boost, progress: Progress) -> str:
    """Return both tables as Markdown."""
    by_model: dict[str, list[Figures]] = {"retrained": [], "shipped": [], "ranking by amount": []}
    for seed in HELD_OUT_SEEDS:
        progress(f"handbook, seed {seed}")
        payments = list(handbook_world.payments(seed=seed, days=DAYS))
        rows, flagged = _rows(payments), _rows(payments, model)
        by_model["retrained"].append(mean_of(folds(rows, retrained(boost), progress)))
        by_model["shipped"].append(mean_of(folds(flagged, lambda _, test: test.scores(model), progress)))
        by_model["ranking by amount"].append(mean_of(folds(rows, lambda _, test: [0.0] * len(test.days), progress)))
    lines = ["| model | AUC | AP | CP@100 |", "| --- | --: | --: | --: |"]
    lines += [f"| {name} | {auc:.3f} | {ap:.3f} | {cp100:.3f} |" for name, auc, ap, cp100 in PUBLISHED]
    lines += [f"| {name}, {len(HELD_OUT_SEEDS)} seeds | {_spread(judged)} |" for name, judged in by_model.items()]
    return "\n".join([*lines, "", *_worlds(model, progress)])


def _rows(payments: Sequence[Payment], model: Model | None = None) -> Table:
    since = START + FOLDS[0] * MILLISECONDS_PER_DAY
    return table(replayed(payments, since=since, flags=flags_of(model) if model else None))


def _spread(judged: list[Figures]) -> str:
    return " | ".join(
        f"{mean:.3f} ± {deviation:.3f}" for mean, deviation in zip(mean_of(judged), deviation_of(judged), strict=True)
    )


def _worlds(model: Model, progress: Progress) -> list[str]:
    """Of each world, the model's figures, and then what rules and model review together."""
    columns = ("average_precision", "average_precision_of_amount", "honest_reviewed", "frauds_reviewed")
    lines = [
        "| shipped model on | AP | AP by amount | honest reviewed | frauds reviewed | with rules: honest | frauds |",
        "| --- | --: | --: | --: | --: | --: | --: |",
    ]
    since = START + HELD_OUT_DAYS.start * MILLISECONDS_PER_DAY
    for world in HELD_OUT:
        progress(f"shipped model on {world.name}")
        told = measured(model, world.rows(HELD_OUT_DAYS, flags=flags_of(model)))
        payments = world.payments(seed=world.seed, days=HELD_OUT_DAYS.stop)
        together = shares(analyzed(payments, rules.load(REVIEW_LIMIT), model), since)
        cells = [*(f"{told[name]:.3f}" for name in columns[:2]), *(f"{told[name]:.2%}" for name in columns[2:])]
        lines.append(f"| {world.name} | " + " | ".join([*cells, *(f"{share:.2%}" for share in together)]) + " |")
    return lines
