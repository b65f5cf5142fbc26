"""The shipped model: boosted trees as JSON, walked in plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from pathlib import Path

from .model_file import LARGEST_LOG_ODDS, Nodes, parsed
from .scoring import Decision, Score, Thresholds

MOST_REASONS = 3
# In log-odds: what moves the odds of fraud by less than a tenth explains nothing to anyone.
LEAST_CONTRIBUTION = 0.1


@dataclass(frozen=True, slots=True)
class Model:
    """Boosted trees over named features, and what their score means for the decision."""

    version: str
    effective: str
    features: tuple[str, ...]
    base: float
    trees: tuple[Nodes, ...]
    thresholds: Thresholds

    def score(self, features: Mapping[str, float]) -> Score:
        """Score one payment's features; KeyError names a feature that the model wants and nobody gave."""
        row = [features[name] for name in self.features]
        log_odds = self.log_odds(row)
        value = 1 / (1 + exp(-max(-LARGEST_LOG_ODDS, min(LARGEST_LOG_ODDS, log_odds))))
        decision = self.thresholds.decide(value)
        return Score(value, decision, () if decision is Decision.APPROVE else self._reasons(row), self.version)

    def log_odds(self, row: list[float]) -> float:
        """Return the sum of the leaves that a row reaches, added in the trees' order, so that it is exact everywhere.

        The features come in the model's order.
        """
        total = self.base
        for nodes in self.trees:
            feature, threshold, right, value = nodes[0]
            place = 0
            while feature >= 0:
                place = place + 1 if row[feature] <= threshold else right
                feature, threshold, right, value = nodes[place]
            total += value
        return total

    def _reasons(self, row: list[float]) -> tuple[str, ...]:
        ranked = sorted(zip(self._contributions(row), self.features, strict=True), key=lambda pair: (-pair[0], pair[1]))
        return tuple(f"model_{name}" for moved, name in ranked[:MOST_REASONS] if moved >= LEAST_CONTRIBUTION)

    def _contributions(self, row: list[float]) -> list[float]:
        """Return by how much each feature moved the log-odds, in the order of the model's features."""
        moved = [0.0] * len(row)
        for nodes in self.trees:
            place = 0
            feature, threshold, right, value = nodes[0]
            while feature >= 0:
                before, by = value, feature
                place = place + 1 if row[feature] <= threshold else right
                feature, threshold, right, value = nodes[place]
                moved[by] += value - before
        return moved


def load() -> Model:
    """Return the model that lies beside this module."""
    return read(Path(__file__).with_name("model.json").read_text(encoding="utf-8"))


def read(text: str) -> Model:
    """Read a model as the training writes it; ValueError for any other text says what is wrong, and where."""
    said = parsed(text)
    thresholds = Thresholds(*said.thresholds)
    return Model(said.version, said.effective, said.features, said.base, said.trees, thresholds)
