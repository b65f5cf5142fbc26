"""A design that no file describes: what is throttled goes to a queue (answer 202), and is drained in batches.

It is a design and not the system. It is simulated to decide what is worth building.
"""

from __future__ import annotations

from dataclasses import dataclass

# Above ten messages a batch, Lambda's mapping of a queue demands a window of a second at least in which it collects.
MOST_WITHOUT_WINDOW, WINDOW = 10, 1.0
LOOK = 0.02  # seconds between two looks of a poller into the queue
NAMED, OWN = "named", "own"


@dataclass(frozen=True)
class Design:
    """Who drains: the three named functions, invoked asynchronously, or a function of its own; and how.

    A batch takes `batch_ms` and `payment_ms` for each of its payments. Pollers work at the same time.
    """

    drained_by: str
    batch: int = 10
    pollers: int = 10
    batch_ms: float = 60
    payment_ms: float = 1
    window: float | None = None

    @property
    def collects(self) -> float:
        """The seconds in which a batch may fill up."""
        if self.window is not None:
            return self.window
        return 0.0 if self.batch <= MOST_WITHOUT_WINDOW else WINDOW

    def seconds(self, payments: int) -> float:
        """How long a batch of so many takes."""
        return (self.batch_ms + self.payment_ms * payments) / 1000

    @property
    def rate(self) -> float:
        """Payments a second that it drains at most, if a table takes them."""
        return self.pollers * self.batch / (self.seconds(self.batch) + LOOK / 2)
