"""LightGBM's gradient-boosted trees; the only module that needs LightGBM, which no function ships."""

from collections.abc import Callable
from typing import Any

import lightgbm  # type: ignore[import-not-found, import-untyped, unused-ignore]
import numpy  # type: ignore[import-not-found, import-untyped, unused-ignore]

from lambdas.fraud_analyzer.features import FEATURES

from .table import Table

# More money at stake is never less suspicious, whatever a thin sample says.
RISING = ("amount",)
# A quarter of the benchmark's fraud lies in the top 0.2 % of amounts, which 255 bins would throw into one with others.
BINS = {"max_bin": 16_383, "min_data_in_bin": 1, "bin_construct_sample_cnt": 10_000_000}
PROTOCOL: dict[str, Any] = {
    **BINS,
    "objective": "binary",
    "num_leaves": 7,
    "learning_rate": 0.1,
    "min_data_in_leaf": 20,
    # The base score of rare fraud makes every hessian tiny: from 0.5, and without a floor, the first trees can split.
    "boost_from_average": False,
    "min_sum_hessian_in_leaf": 0.001,
    "monotone_constraints": [int(name in RISING) for name in FEATURES],
    "use_missing": False,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "seed": 1,
    "verbose": -1,
}
TREES = 40
# Of several worlds and weeks there is more to learn, and enough data not to learn noise.
MIXTURE = PROTOCOL | {"learning_rate": 0.3, "min_sum_hessian_in_leaf": 1.0}


def boosted(
    training: Table, *, settings: dict[str, Any] = PROTOCOL
) -> tuple[list[dict[str, Any]], Callable[[Table], list[float]]]:
    """Return the trees in LightGBM's nested form, and what LightGBM itself predicts for further rows (log-odds)."""
    data = lightgbm.Dataset(_matrix(training), numpy.array(training.frauds), feature_name=list(FEATURES), params=BINS)
    booster = lightgbm.train(settings, data, TREES)

    def log_odds(table: Table) -> list[float]:
        predicted: list[float] = booster.predict(_matrix(table), raw_score=True, num_threads=1).tolist()
        return predicted

    return [tree["tree_structure"] for tree in booster.dump_model()["tree_info"]], log_odds


def _matrix(table: Table) -> Any:
    return numpy.frombuffer(table.numbers).reshape(-1, len(FEATURES))
