"""A candidate: rules and a model, and how the analyzer's own code decides by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lambdas.fraud_analyzer import history
from lambdas.fraud_analyzer.analysis import analyze
from lambdas.fraud_analyzer.learning import learned
from lambdas.fraud_analyzer.model import Model
from lambdas.fraud_analyzer.rules import Rules
from lambdas.fraud_analyzer.transaction import from_event


@dataclass(frozen=True)
class Candidate:
    """What decides; `name` says which rules and model they are."""

    name: str
    rules: Rules
    model: Model

    def decide(self, event: Mapping[str, object], at: int) -> Mapping[str, Any]:
        """Answer as the function's handler does, at the time of the payment."""
        transaction = from_event(event)
        known = history.read(event["history"], transaction, at=at)
        analysis = analyze(transaction, known, at=at, rules=self.rules, score=self.model.score)
        return {
            **analysis.as_json(),
            **learned(transaction, known, analysis, at=at, counting=self.rules.counting),
        }
