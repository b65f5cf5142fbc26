"""The system as far as its capacity goes: functions, tables, the workflow and what the API lets through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

REQUESTS_PER_EXECUTION = 10  # a second, whatever a request takes: AWS's Lambda guide, "Requests per second"


@dataclass(frozen=True)
class Function:
    """Memory in MB, the time limit in seconds."""

    name: str
    concurrency: int
    memory: int
    timeout: float

    @property
    def rate(self) -> float:
        """Requests a second that it takes at most."""
        return float(REQUESTS_PER_EXECUTION * self.concurrency)


@dataclass(frozen=True)
class Throttle:
    """Requests a second, and how many may come at once."""

    rate: float
    burst: float


@dataclass(frozen=True)
class Overflow:
    """The queue of what is throttled, by the URL that the workflow sends to, and the function that gets batches of it.

    Times are in seconds: how long a batch may fill up, and how long a message is hidden that was handed out.
    """

    url: str
    function: Function
    batch: int
    collects: float
    pollers: int
    hidden: float
    attempts: int


@dataclass(frozen=True)
class Batches:
    """What takes many payments in one call: its workflow, the one that decides each, and how many it takes.

    `client` is what the file calls the id of a client's key; the throttle is that of each client on this route.
    """

    definition: Mapping[str, Any]
    deciding: str
    client: str
    path: str
    most: int
    throttle: Throttle


@dataclass(frozen=True)
class System:
    """Functions and tables by the text of the reference that the workflow names them by; indexes by their key.

    The first of the throttles is that of a client's plan.
    """

    functions: Mapping[str, Function]
    tables: Mapping[str, str]
    indexes: Mapping[str, Mapping[str, str]]
    definition: Mapping[str, Any]
    throttles: tuple[Throttle, ...]
    firewall_limit: int
    firewall_window: int
    overflow: Overflow
    batches: Batches
