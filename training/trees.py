"""From LightGBM's nested trees to the flat lists that the function walks."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

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


def version(trees: list[Flat]) -> str:
    """Return a name that is these trees' own: what decided can be told from the decision alone."""
    return f"history-{hashlib.sha256(json.dumps(trees).encode()).hexdigest()[:8]}"


def _add(node: Nested, tree: Flat) -> int:
    place = len(tree["feature"])
    split = "split_feature" in node
    if split and node["decision_type"] != "<=":
        raise ValueError(f"tree: split by {node['decision_type']!r}; the function walks '<=' only: encode as numbers")
    tree["feature"].append(node["split_feature"] if split else -1)
    tree["threshold"].append(node["threshold"] if split else 0)
    tree["value"].append(round(_mean(node)[0], MEAN_DECIMALS) if split else node["leaf_value"])
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
