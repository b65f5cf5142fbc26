"""The simulated worlds, and which of their days are for training, for the threshold and for the figures."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from . import handbook_world, lognormal_world
from .lognormal_world import ALIKE, UNSEEN
from .payment import MILLISECONDS_PER_DAY, START, Payment
from .replay import Flags, replayed
from .table import Table, table

# After some weeks as many terminals are compromised as ever will be, and cards have a history. Labels arrive a week
# late: hence the gap.
TRAINING_DAYS, VALIDATION_DAYS = range(60, 81), range(88, 102)
HELD_OUT_DAYS = range(60, 88)


class World(NamedTuple):
    """A name for the model card, and its payments: of a seed, for so many days."""

    name: str
    payments: Callable[..., Iterator[Payment]]
    seed: int

    def rows(self, days: range, flags: Flags | None = None, *, each_counts: bool = False) -> Table:
        """Return the features of these days; all that came before them is history."""
        since = START + days.start * MILLISECONDS_PER_DAY
        made = self.payments(seed=self.seed, days=days.stop)
        return table(replayed(made, since=since, flags=flags, each_counts=each_counts))


VARIED_PAYMENTS = lognormal_world.payments
ALIKE_PAYMENTS = partial(lognormal_world.payments, amounts=ALIKE)
UNSEEN_PAYMENTS = partial(lognormal_world.payments, amounts=UNSEEN)

TRAINING = (
    World("handbook", handbook_world.payments, 1),
    World("lognormal, varied", VARIED_PAYMENTS, 2),
    World("lognormal, alike", ALIKE_PAYMENTS, 3),
)
# The last of these was looked at when the review budget and the clipping were chosen: it is no longer unseen by us.
HELD_OUT = (
    World("handbook", handbook_world.payments, 101),
    World("lognormal, varied", VARIED_PAYMENTS, 102),
    World("lognormal, alike", ALIKE_PAYMENTS, 103),
    World("lognormal, unseen", UNSEEN_PAYMENTS, 104),
)
# Of the handbook's world, for what is retrained by the protocol. Other seeds were used up: features and settings were
# chosen by the figures of seeds 11 to 13.
HELD_OUT_SEEDS = (201, 202, 203, 204, 205)
