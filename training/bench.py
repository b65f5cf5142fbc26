"""What stands beside the published figures: held-out simulated worlds, each by its own seed."""

from collections.abc import Callable, Sequence
from typing import Any

from lambdas.fraud_analyzer.model import Model
from lambdas.fraud_analyzer.rules import Rules

from . import handbook_world
from .benchmark import DAYS, FOLDS, Figures, deviation_of, folds, mean_of
from .evaluate import retrained
from .payment import MILLISECONDS_PER_DAY, START, Payment
from .replay import replayed
from .segments import counted
from .shipped import Boost, flags_of, measured
from .table import Table, table
from .together import analyzed
from .worlds import HELD_OUT, HELD_OUT_DAYS, HELD_OUT_SEEDS, UNSEEN_PAYMENTS, World

# The last one is of the kind that no training saw, and of a seed that nothing was chosen by.
WORLDS = (*HELD_OUT, World("lognormal, unseen, again", UNSEEN_PAYMENTS, 204))

Progress = Callable[[str], None]


def benched(model: Model, rules: Rules, boost: Boost, progress: Progress) -> dict[str, Any]:
    """Return the figures of the protocol, and those of each world, with the versions that they are of."""
    return {
        "model": model.version,
        "rules": rules.version,
        "seeds": list(HELD_OUT_SEEDS),
        "protocol": {name: _summed(judged) for name, judged in _protocol(model, boost, progress).items()},
        "worlds": {world.name: _world(world, model, rules, progress) for world in WORLDS},
    }


def _protocol(model: Model, boost: Boost, progress: Progress) -> dict[str, list[Figures]]:
    by_model: dict[str, list[Figures]] = {"retrained": [], "shipped": [], "by amount": []}
    for seed in HELD_OUT_SEEDS:
        progress(f"handbook, seed {seed}")
        payments = list(handbook_world.payments(seed=seed, days=DAYS))
        rows, flagged = _rows(payments), _rows(payments, model)
        by_model["retrained"].append(mean_of(folds(rows, retrained(boost), progress)))
        by_model["shipped"].append(mean_of(folds(flagged, lambda _, test: test.scores(model), progress)))
        by_model["by amount"].append(mean_of(folds(rows, lambda _, test: [0.0] * len(test.days), progress)))
    return by_model


def _rows(payments: Sequence[Payment], model: Model | None = None) -> Table:
    since = START + FOLDS[0] * MILLISECONDS_PER_DAY
    return table(replayed(payments, since=since, flags=flags_of(model) if model else None))


def _summed(judged: list[Figures]) -> dict[str, dict[str, float]]:
    return {
        name: {measure: round(number, 4) for measure, number in figures._asdict().items()}
        for name, figures in (("mean", mean_of(judged)), ("deviation", deviation_of(judged)))
    }


def _world(world: World, model: Model, rules: Rules, progress: Progress) -> dict[str, Any]:
    """The model's figures, and then what rules and model stop together."""
    progress(f"shipped model on {world.name}")
    told = measured(model, world.rows(HELD_OUT_DAYS, flags=flags_of(model)))
    since = START + HELD_OUT_DAYS.start * MILLISECONDS_PER_DAY
    judged = analyzed(world.payments(seed=world.seed, days=HELD_OUT_DAYS.stop), rules, model)
    return {"seed": world.seed, **told, "segments": counted(judged, since)}
