"""How good a ranking is when fraud is rare."""

from collections.abc import Iterator, Sequence
from itertools import groupby


def average_precision(frauds: Sequence[bool], scores: Sequence[float]) -> float:
    """Return the mean of the precision over the frauds, ranked by score; equal scores are one step (as scikit-learn).

    The scores of a rule are 0 and 1: what it does not flag counts at the precision of flagging everything.
    """
    total = sum(frauds)
    if not total:
        raise ValueError("average precision: no fraud among the transactions; take more of them")
    return sum((caught - before) * caught / seen for before, caught, seen in _steps(frauds, scores)) / total


def threshold_of_budget(scores: Sequence[float], share: float) -> float:
    """Return the lowest score at which at most `share` of all transactions reach it (1.0 if none does)."""
    threshold, flagged = 1.0, 0
    for score, equals in groupby(sorted(scores, reverse=True)):
        flagged += sum(1 for _ in equals)
        if flagged > share * len(scores):
            break
        threshold = score
    return threshold


def _steps(frauds: Sequence[bool], scores: Sequence[float]) -> Iterator[tuple[int, int, int]]:
    """Yield (frauds before, frauds up to, transactions up to) each distinct score, from the highest down."""
    ranked = sorted(zip(scores, frauds, strict=True), reverse=True)
    caught = seen = 0
    for _, equals in groupby(ranked, key=lambda pair: pair[0]):
        before = caught
        for _, fraud in equals:
            caught += fraud
            seen += 1
        yield before, caught, seen
