"""Which reports count at a terminal, and which take a count back: what stacks/reports.py says, told once.

Training, the simulation of labels and the backtest count by this. It imports nothing of ours, since the backtest runs
it beside the code of any commit.
"""

from collections.abc import Hashable

# So long it is remembered that a card has counted at a terminal, as the definition of reports states.
KEPT_SECONDS = 60 * 86_400

Place = tuple[Hashable, Hashable]


class Counted:
    """The payments that count now, and by which of its payments each card has counted at a terminal."""

    def __init__(self) -> None:
        self.payments: set[Hashable] = set()
        self.cards: dict[Place, tuple[Hashable, int]] = {}

    def report(self, payment: Hashable, place: Place, *, fraud: bool, now: int, reviewer: bool = False) -> int:
        """Return by how much a verdict changes the terminal's frauds: 1, 0 or -1; it comes `now` (milliseconds).

        `place` is the terminal with the card. A card counts once at a terminal, by the first of its payments that is
        reported there, so that nobody moves a terminal with one card. What a reviewer confirms counts in any case.
        """
        if fraud == (payment in self.payments):
            return 0
        if not fraud:
            self.payments.remove(payment)
            return -1
        if not reviewer and not self._first(payment, place, now // 1000):
            return 0
        self.payments.add(payment)
        return 1

    def _first(self, payment: Hashable, place: Place, now: int) -> bool:
        by, expires = self.cards.get(place, (payment, 0))
        first = by == payment or expires <= now
        if first:
            self.cards[place] = payment, now + KEPT_SECONDS
        return first
