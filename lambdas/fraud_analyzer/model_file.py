"""A model's file, read strictly: what the trees' walk relies on is checked once, when the model is loaded.

A tree is three columns: of each node a letter for its feature, `a` for the first, and `.` for a leaf; of each inner
node its value; of each node the threshold or, in a leaf, the value, as doubles in base64, half as long as their digits.
"""

import re
from base64 import b64decode
from dataclasses import dataclass
from struct import unpack
from typing import Any

from lambdas.shared.strict_json import loads

from .features import FEATURES

KEYS = frozenset({"version", "effective", "features", "base", "thresholds", "trees"})
MOST_TREES, MOST_NODES, BYTES_PER_NUMBER = 500, 127, 8
LETTERS, LEAF = "abcdefghijklmnopqrstuvwxyz", "."
# Log-odds beyond these are certainty, and their exponential is no finite number.
LARGEST_LOG_ODDS = 700.0
LARGEST = 1e15
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# The root first, a node's left child right behind it: (feature, threshold, place of the right child, value). A leaf's
# feature is -1. A row goes left where its feature is at most the threshold. The value is in log-odds of fraud: a leaf's
# is what it adds to the score, an inner node's the mean of what lies below it.
Nodes = tuple[tuple[int, float, int, float], ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What a model's file says; `effective` is the day from which it holds, `thresholds` are review's and decline's."""

    version: str
    effective: str
    features: tuple[str, ...]
    base: float
    thresholds: tuple[float, float | None]
    trees: tuple[Nodes, ...]


def parsed(text: str) -> Written:
    """Read a model's file; ValueError says what is wrong with it."""
    try:
        written = loads(text)
    except ValueError:
        written = None
    if not isinstance(written, dict) or written.keys() != KEYS:
        raise ValueError("model: not an object with just the parts that the training writes; train the model again")
    features, trees, effective = written["features"], written["trees"], written["effective"]
    known = isinstance(features, list) and all(isinstance(name, str) and name in FEATURES for name in features)
    _require(known and 0 < len(set(features)) == len(features), "features")
    _require(isinstance(written["version"], str) and 0 < len(written["version"]) <= 64, "version")
    _require(isinstance(effective, str) and _DAY.fullmatch(effective) is not None, "effective")
    _require(_is_number(written["base"]), "base")
    _require(isinstance(trees, list) and 0 < len(trees) <= MOST_TREES, "trees")
    return Written(
        version=written["version"],
        effective=effective,
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
    _require(isinstance(tree, list) and len(tree) == 3, "trees")
    written, means, packed = tree
    _require(isinstance(written, str) and len(written) <= MOST_NODES, "trees")
    _require(all(letter in LETTERS[:features] + LEAF for letter in written), "trees")
    columns = [LETTERS.find(letter) for letter in written]
    splits = sum(column >= 0 for column in columns)
    _require(isinstance(means, list) and len(means) == splits and all(map(_is_number, means)), "trees")
    numbers, right, left = _numbers(packed, len(columns)), _right(columns), iter(means)
    nodes = zip(columns, numbers, right, strict=True)
    return tuple((at, n, to, float(next(left))) if at >= 0 else (at, 0.0, to, n) for at, n, to in nodes)


def _numbers(packed: Any, count: int) -> tuple[float, ...]:
    try:
        written = b64decode(packed, validate=True) if isinstance(packed, str) else b""
    except ValueError:
        written = b""
    _require(len(written) == count * BYTES_PER_NUMBER, "trees")
    numbers = unpack(f"<{count}d", written)
    _require(all(map(_is_number, numbers)), "trees")
    return numbers


def _right(columns: list[int]) -> list[int]:
    """Return the place of each node's right child: behind the leaf that ends its left one. It is 0 in a leaf."""
    right, waiting = [0] * len(columns), [-1]
    for place, column in enumerate(columns):
        _require(len(waiting) > 0, "trees")
        if column >= 0:
            waiting.append(place)
        elif (split := waiting.pop()) >= 0:
            right[split] = place + 1
    _require(not waiting, "trees")
    return right


def _is_number(value: object) -> bool:
    """NaN and infinities compare with nothing."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -LARGEST <= value <= LARGEST


def _require(holds: bool, part: str) -> None:
    if not holds:
        raise ValueError(f"model: {part} is not as the training writes it; train the model again")
