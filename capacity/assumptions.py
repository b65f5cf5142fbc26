"""What AWS documents nowhere and nobody measured here: each assumption with its range, which the page varies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True)
class Assumed:
    """A value and its range, in a unit; where `why` it is what it is."""

    value: float
    low: float
    high: float
    unit: str
    what: str
    why: str


SAID = "AWS states none"


def _field(assumed: Assumed) -> Any:
    return field(default=assumed.value, metadata={"assumed": assumed})


@dataclass(frozen=True)
class Assumptions:
    """The values that a simulation goes by; ASSUMED says what each is, and its range."""

    api: float = _field(Assumed(20, 10, 50, "ms", "web ACL, API Gateway and the start of an execution", SAID))
    invoke: float = _field(
        Assumed(12, 5, 30, "ms", "from the workflow to a function and back, without the function", SAID)
    )
    write: float = _field(Assumed(15, 8, 40, "ms", "a DynamoDB transaction from the workflow", SAID))
    item: float = _field(Assumed(8, 4, 25, "ms", "any other call of DynamoDB, EventBridge or SQS", SAID))
    overhead: float = _field(Assumed(3, 1, 15, "ms", "a warm call around its handler: runtime, log, trace", SAID))
    slower: float = _field(
        Assumed(2, 1, 5, "times", "what a core of Lambda takes of the time that was measured", "another processor")
    )
    start: float = _field(
        Assumed(20, 10, 60, "ms", "from the drain, or a call's workflow, to the start of an execution, and back", SAID)
    )
    threads: float = _field(Assumed(10, 4, 20, "", "executions that the drain starts at a time", "its code's"))
    look: float = _field(Assumed(20, 5, 100, "ms", "between two looks of a poller into the queue", SAID))
    again: float = _field(
        Assumed(100, 20, 1000, "ms", "until a poller tries again what found no execution of the drain", SAID)
    )
    alert: float = _field(Assumed(25, 10, 100, "ms", "the notifier's call of SNS", SAID))
    cold: float = _field(
        Assumed(500, 150, 1500, "ms", "the first call of an execution environment", "depends on the bundle")
    )
    warm: float = _field(
        Assumed(1, 0, 1, "share", "environments that are warm at the start", "the load has been there for a while")
    )
    spread: float = _field(
        Assumed(0.4, 0.1, 0.8, "sigma", "how far these times scatter around their medians, log-normal", SAID)
    )
    window: float = _field(
        Assumed(0.1, 0.01, 1, "s", "over which Lambda counts requests a second", "AWS states no window")
    )
    alerted: float = _field(
        Assumed(0.01, 0.001, 0.05, "share", "payments whose customer is alerted", "depends on the payments")
    )
    table: float = _field(
        Assumed(4000, 4000, 40000, "units/s", "writes that a table takes", "4,000 if new; then twice its peak")
    )


ASSUMED: Mapping[str, Assumed] = {each.name: each.metadata["assumed"] for each in fields(Assumptions)}


@dataclass(frozen=True)
class Conditions:
    """What is assumed, and what was measured: CPU milliseconds of a warm call by the function's name."""

    measured: Mapping[str, float]
    assumed: Assumptions = field(default_factory=Assumptions)
