"""A model as text that can be read and reviewed, from what the function itself reads of its file."""

from collections.abc import Iterator

from lambdas.fraud_analyzer.model import Model
from lambdas.fraud_analyzer.model_file import Nodes


def listing(model: Model) -> str:
    """Return the parts of a model and its trees, a node a line, each number with all its digits."""
    lines = [f"version {model.version}", f"effective {model.effective}", f"base {model.base!r}"]
    lines += [f"review from {model.thresholds.review!r}", f"decline from {model.thresholds.decline!r}"]
    for number, nodes in enumerate(model.trees, start=1):
        lines += ["", f"tree {number}", *_lines(nodes, model.features)]
    return "\n".join(lines) + "\n"


def _lines(nodes: Nodes, features: tuple[str, ...], place: int = 0, depth: int = 0) -> Iterator[str]:
    feature, threshold, right, value = nodes[place]
    if feature < 0:
        yield f"{'  ' * depth}{value!r}"
        return
    yield f"{'  ' * depth}{features[feature]} at most {threshold!r} (mean {value!r}):"
    yield from _lines(nodes, features, place + 1, depth + 1)
    yield f"{'  ' * depth}above:"
    yield from _lines(nodes, features, right, depth + 1)
