"""LightGBM's gradient-boosted trees; the only module that needs LightGBM, which no function ships."""

from collections.abc import Sequence
from typing import Any

import lightgbm  # type: ignore[import-not-found, import-untyped, unused-ignore]
import numpy  # type: ignore[import-not-found, import-untyped, unused-ignore]

# A quarter of all fraud lies in the top 0.2 % of amounts, which 255 bins would throw into one with honest payments.
BINS = {"max_bin": 16_383, "min_data_in_bin": 1, "bin_construct_sample_cnt": 10_000_000}
SETTINGS: dict[str, Any] = {
    **BINS,
    "objective": "binary",
    "num_leaves": 7,
    "learning_rate": 0.2,
    "min_data_in_leaf": 50,
    # The base score of rare fraud makes every hessian tiny: from 0.5, and without a floor, the first trees can split.
    "boost_from_average": False,
    "min_sum_hessian_in_leaf": 0.001,
    # Below 6, hours and weekends are split by, which in the simulation say nothing of fraud: that would be noise.
    "min_gain_to_split": 6,
    "use_missing": False,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "seed": 1,
    "verbose": -1,
}
TREES = 40


def boosted(
    rows: Sequence[Sequence[float]], frauds: Sequence[bool], features: Sequence[str], rising: Sequence[str]
) -> list[dict[str, Any]]:
    """Return the trees in LightGBM's nested form; the score never falls as one of the `rising` features rises."""
    data = lightgbm.Dataset(numpy.array(rows), numpy.array(frauds), feature_name=list(features), params=BINS)
    settings = SETTINGS | {"monotone_constraints": [int(name in rising) for name in features]}
    dump = lightgbm.train(settings, data, TREES).dump_model()
    return [tree["tree_structure"] for tree in dump["tree_info"]]
