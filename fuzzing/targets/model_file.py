"""The file of a model (lambdas/fraud_analyzer/model_file.py): read as it is written, and each score of it is finite."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from struct import pack

from fuzzing import plain_json, sameness
from fuzzing.decisions import every_decision
from fuzzing.oracle import refused, require
from lambdas.fraud_analyzer import rules
from lambdas.fraud_analyzer.model import Model, read
from lambdas.fraud_analyzer.shadow import scored


def run(data: bytes) -> None:
    """Reads the file, and decides on payments by it."""
    text = data.decode("utf-8", "replace")
    try:
        model = read(text)
    except ValueError as error:
        refused(error)
        return
    said = plain_json.one_meaning(text)
    _same(model, said)
    every_decision(_shipped(), model)
    second = scored(model, dict.fromkeys(model.features, 1e6))
    require(second["shadow_model"] == model.version and 0 <= float(second["shadow_score_text"]) <= 1, "has no score")


def _same(model: Model, said: dict[str, object]) -> None:
    thresholds = {"review": model.thresholds.review, "decline": model.thresholds.decline}
    taken = {
        "version": model.version,
        "effective": model.effective,
        "features": [*model.features],
        "base": model.base,
        "thresholds": thresholds,
    }
    expected = {name: said[name] for name in taken}
    require(sameness.same(taken, expected, rounded=True), "takes another model than the file says")
    trees = said["trees"]
    require(isinstance(trees, list) and len(trees) == len(model.trees), "has other trees than the file says")
    for nodes in model.trees:
        ends = [place for place, node in enumerate(nodes) if node[0] < 0]
        splits = [node for node in nodes if node[0] >= 0]
        require(len(ends) == len(splits) + 1, "holds a tree that does not end")
        require(all(at < node[2] < len(nodes) for at, node in enumerate(nodes) if node[0] >= 0), "goes round in a tree")


@cache
def _shipped() -> rules.Rules:
    return rules.load(5_000)


def seeds() -> Iterator[bytes]:
    """A model of two trees, and one of a single leaf that never declines."""
    split = ["ab...", [0.25, -0.5], b64encode(pack("<5d", 100.0, 2.0, -1.0, 1.0, 2.0)).decode()]
    leaf = [".", [], b64encode(pack("<d", 0.5)).decode()]
    about = {"version": "m-1", "effective": "2026-11-26", "features": ["amount", "card_amount_to_usual"], "base": 0.0}
    yield json.dumps({**about, "thresholds": {"review": 0.5, "decline": 0.9}, "trees": [split, leaf]}).encode()
    yield json.dumps({**about, "thresholds": {"review": 0.25, "decline": None}, "trees": [leaf]}).encode()
