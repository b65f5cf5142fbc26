"""The shipped model: boosted trees as JSON, walked in plain Python."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .scoring import Decision, Score, Thresholds

MOST_REASONS = 3
# In log-odds: what moves the odds of fraud by less than a tenth explains nothing to anyone.
LEAST_CONTRIBUTION = 0.1


@dataclass(frozen=True, slots=True)
class Tree:
    """One tree as parallel lists over its nodes, the root first; a leaf's `feature` is -1.

    A row goes `left` where its feature is at most `threshold`. `value` is in log-odds of fraud: a leaf's is what it
    adds to the score, an inner node's the mean of what lies below it.
    """

    feature: list[int]
    threshold: list[float]
    left: list[int]
    right: list[int]
    value: list[float]

    def walk(self, row: list[float], contributions: list[float]) -> float:
        """Return the leaf's value for a row, and add what each feature moved it by to `contributions`."""
        node = 0
        while (feature := self.feature[node]) >= 0:
            below = self.left[node] if row[feature] <= self.threshold[node] else self.right[node]
            contributions[feature] += self.value[below] - self.value[node]
            node = below
        return self.value[node]


@dataclass(frozen=True, slots=True)
class Model:
    """Boosted trees over named features, and what their score means for the decision."""

    version: str
    features: list[str]
    base: float
    trees: list[Tree]
    thresholds: Thresholds

    def score(self, features: Mapping[str, float]) -> Score:
        """Score one transaction's features; KeyError names a feature that the model wants and nobody gave."""
        row = [features[name] for name in self.features]
        contributions = [0.0] * len(row)
        log_odds = self.base + sum(tree.walk(row, contributions) for tree in self.trees)
        value = 1 / (1 + math.exp(-log_odds))
        decision = self.thresholds.decide(value)
        return Score(
            value, decision, () if decision is Decision.APPROVE else self._reasons(contributions), self.version
        )

    def _reasons(self, contributions: list[float]) -> tuple[str, ...]:
        ranked = sorted(zip(contributions, self.features, strict=True), key=lambda pair: (-pair[0], pair[1]))
        return tuple(f"model_{name}" for moved, name in ranked[:MOST_REASONS] if moved >= LEAST_CONTRIBUTION)


def load() -> Model:
    """Return the model that lies beside this module."""
    return read(Path(__file__).with_name("model.json").read_text(encoding="utf-8"))


def read(text: str) -> Model:
    """Read a model as the training script writes it; any other text is an error."""
    written: dict[str, Any] = json.loads(text)
    return Model(
        version=written["version"],
        features=written["features"],
        base=written["base"],
        trees=[Tree(**tree) for tree in written["trees"]],
        thresholds=Thresholds(**written["thresholds"]),
    )
