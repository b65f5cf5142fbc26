"""A model's file, read strictly: what the trees' walk relies on is checked once, when the model is loaded."""

from dataclasses import dataclass
from json import loads
from typing import Any

from .features import FEATURES

KEYS = frozenset({"version", "features", "base", "thresholds", "training", "trees"})
TREE_KEYS = frozenset({"feature", "threshold", "right", "value"})
MOST_TREES, MOST_NODES = 500, 127
# Log-odds beyond these are certainty, and their exponential is no finite number.
LARGEST_LOG_ODDS = 700.0
LARGEST = 1e15

# The root first, a node's left child right behind it: (feature, threshold, place of the right child, value). A leaf's
# feature is -1. A row goes left where its feature is at most the threshold. The value is in log-odds of fraud: a leaf's
# is what it adds to the score, an inner node's the mean of what lies below it.
Nodes = tuple[tuple[int, float, int, float], ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What a model's file says; `thresholds` are those of review and decline."""

    version: str
    features: tuple[str, ...]
    base: float
    thresholds: tuple[float, float | None]
    trees: tuple[Nodes, ...]


def parsed(text: str) -> Written:
    """Read a model's file; ValueError says what is wrong with it."""
    try:
        written = loads(text)
    except (ValueError, RecursionError):
        written = None
    if not isinstance(written, dict) or written.keys() != KEYS:
        raise ValueError("model: not an object with just the parts that the training writes; train the model again")
    features, trees = written["features"], written["trees"]
    known = isinstance(features, list) and all(isinstance(name, str) and name in FEATURES for name in features)
    _require(known and 0 < len(set(features)) == len(features), "features")
    _require(isinstance(written["version"], str) and 0 < len(written["version"]) <= 64, "version")
    _require(_is_number(written["base"]), "base")
    _require(isinstance(trees, list) and 0 < len(trees) <= MOST_TREES, "trees")
    return Written(
        version=written["version"],
        features=tuple(features),
        base=float(written["base"]),
        thresholds=_thresholds(written["thresholds"]),
        trees=tuple(_nodes(tree, len(features)) for tree in trees),
    )


def _thresholds(written: Any) -> tuple[float, float | None]:
    _require(isinstance(written, dict) and written.keys() == {"review", "decline"}, "thresholds")
    review, decline = written["review"], written["decline"]
    _require(_is_number(review) and 0 < review <= 1, "thresholds")
    _require(decline is None or (_is_number(decline) and review <= decline <= 1), "thresholds")
    return float(review), None if decline is None else float(decline)


def _nodes(tree: Any, features: int) -> Nodes:
    _require(isinstance(tree, dict) and tree.keys() == TREE_KEYS, "trees")
    lists = [tree["feature"], tree["threshold"], tree["right"], tree["value"]]
    sizes = {len(column) if isinstance(column, list) else 0 for column in lists}
    _require(len(sizes) == 1 and 0 < min(sizes) <= MOST_NODES, "trees")
    nodes = tuple(zip(*lists, strict=True))
    _require(all(_is_node(node, place, features, len(nodes)) for place, node in enumerate(nodes)), "trees")
    return nodes


def _is_node(node: tuple[Any, ...], place: int, features: int, nodes: int) -> bool:
    """Whether a walk from here reads a feature that exists, and comes nearer to the end with every step."""
    feature, threshold, right, value = node
    if type(feature) is not int or type(right) is not int or not _is_number(threshold) or not _is_number(value):
        return False
    return feature == -1 or (0 <= feature < features and place + 1 < right < nodes)


def _is_number(value: object) -> bool:
    """NaN and infinities compare with nothing."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -LARGEST <= value <= LARGEST


def _require(holds: bool, part: str) -> None:
    if not holds:
        raise ValueError(f"model: {part} is not as the training writes it; train the model again")
