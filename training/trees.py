"""From LightGBM's nested trees to the flat lists that the function walks."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Mapping
from struct import pack
from typing import Any

from lambdas.fraud_analyzer.model_file import LEAF, LETTERS, Nodes

# Thresholds and leaves keep all their digits, or the function would score otherwise than what was trained. The mean of
# an inner node only explains a score.
MEAN_DECIMALS = 4

Nested = Mapping[str, Any]
Flat = dict[str, list[Any]]


def flat(root: Nested) -> Flat:
    """Return one tree as parallel lists, the root first, a left child right behind its parent.

    ValueError for a split that the function does not know.
    """
    tree: Flat = {"feature": [], "threshold": [], "right": [], "value": []}
    _add(root, tree)
    return tree


def packed(tree: Flat) -> list[Any]:
    """Return one tree as it stands in the model's file; the function works out where the right children are."""
    nodes = [*zip(tree["feature"], tree["threshold"], tree["value"], strict=True)]
    numbers = [threshold if feature >= 0 else value for feature, threshold, value in nodes]
    means = [value for feature, _, value in nodes if feature >= 0]
    letters = "".join(LETTERS[feature] if feature >= 0 else LEAF for feature in tree["feature"])
    return [letters, means, b64encode(pack(f"<{len(numbers)}d", *numbers)).decode()]


def read_back(nodes: Nodes) -> Flat:
    """Return the lists of a tree that the function has read."""
    feature, threshold, right, value = (list(column) for column in zip(*nodes, strict=True))
    return {
        "feature": feature,
        "threshold": [number if at >= 0 else 0 for at, number in zip(feature, threshold, strict=True)],
        "right": right,
        "value": value,
    }


def version(trees: list[Flat]) -> str:
    """Return a name that is these trees' own: what decided can be told from the decision alone."""
    return f"history-{hashlib.sha256(json.dumps(trees).encode()).hexdigest()[:8]}"


def _add(node: Nested, tree: Flat) -> int:
    place = len(tree["feature"])
    split = "split_feature" in node
    if split and node["decision_type"] != "<=":
        raise ValueError(f"tree: split by {node['decision_type']!r}; the function walks '<=' only: encode as numbers")
    tree["feature"].append(node["split_feature"] if split else -1)
    tree["threshold"].append(float(node["threshold"]) if split else 0)
    tree["value"].append(round(_mean(node)[0], MEAN_DECIMALS) if split else float(node["leaf_value"]))
    tree["right"].append(0)
    if split:
        _add(node["left_child"], tree)
        tree["right"][place] = _add(node["right_child"], tree)
    return place


def _mean(node: Nested) -> tuple[float, int]:
    """A leaf's value and count; of an inner node the mean of its leaves, weighted by their counts, and its count."""
    if "leaf_value" in node:
        return node["leaf_value"], node.get("leaf_count", 1)
    (left, lefts), (right, rights) = _mean(node["left_child"]), _mean(node["right_child"])
    return (left * lefts + right * rights) / (lefts + rights), lefts + rights
