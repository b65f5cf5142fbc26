"""How good a ranking is when fraud is rare."""

from collections.abc import Iterator, Sequence
from itertools import groupby

# A score, then what decides among equal scores: the amount.
Rank = tuple[float, float]


def average_precision(frauds: Sequence[bool], ranks: Sequence[Rank]) -> float:
    """Return the mean of the precision over the frauds, highest rank first; equal ranks are one step.

    It is scikit-learn's `average_precision_score`.
    """
    total = _frauds_of(frauds)
    return sum((caught - before) * caught / seen for before, caught, seen in _steps(frauds, ranks)) / total


def area_under_curve(frauds: Sequence[bool], ranks: Sequence[Rank]) -> float:
    """Return how often a fraud ranks above an honest payment (AUC ROC); a tie counts as half."""
    total = _frauds_of(frauds)
    honest = len(frauds) - total
    if not honest:
        raise ValueError("AUC: no honest payment among them; take more of them")
    above = passed = 0.0
    for before, caught, seen in _steps(frauds, ranks):
        passing = seen - caught - passed
        above += (caught - before) * (honest - passed - passing / 2)
        passed += passing
    return above / (total * honest)


def card_precision(
    days: Sequence[int], cards: Sequence[int], frauds: Sequence[bool], ranks: Sequence[Rank], *, alerts: int = 100
) -> float:
    """Return the mean over days of the share of compromised cards among the day's `alerts` highest-ranking cards.

    A card ranks by its highest payment of the day, and is compromised if one of that day is fraud. Cards that were
    found on an earlier day are not looked at again.
    """
    found: set[int] = set()
    hits = []
    for day in sorted(set(days)):
        rows = [row for row, of in enumerate(days) if of == day and cards[row] not in found]
        highest: dict[int, Rank] = {}
        for row in rows:
            highest[cards[row]] = max(ranks[row], highest.get(cards[row], ranks[row]))
        looked_at = sorted(highest, key=lambda card: highest[card])[-alerts:]
        compromised = {cards[row] for row in rows if frauds[row]}.intersection(looked_at)
        hits.append(len(compromised))
        found |= compromised
    return sum(hits) / (alerts * len(hits))


def threshold_of_budget(scores: Sequence[float], share: float) -> float:
    """Return the lowest score at which at most `share` of all transactions reach it (1.0 if none does)."""
    threshold, flagged = 1.0, 0
    for score, equals in groupby(sorted(scores, reverse=True)):
        flagged += sum(1 for _ in equals)
        if flagged > share * len(scores):
            break
        threshold = score
    return threshold


def _frauds_of(frauds: Sequence[bool]) -> int:
    total = sum(frauds)
    if not total:
        raise ValueError("no fraud among the payments, so nothing can be measured; take more of them")
    return total


def _steps(frauds: Sequence[bool], ranks: Sequence[Rank]) -> Iterator[tuple[int, int, int]]:
    """Yield (frauds before, frauds up to, payments up to) each distinct rank, from the highest down."""
    ranked = sorted(zip(ranks, frauds, strict=True), reverse=True)
    caught = seen = 0
    for _, equals in groupby(ranked, key=lambda pair: pair[0]):
        before = caught
        for _, fraud in equals:
            caught += fraud
            seen += 1
        yield before, caught, seen
