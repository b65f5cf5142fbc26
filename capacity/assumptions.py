"""What AWS documents nowhere and nobody measured here: each assumption with its range, which the page varies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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
ASSUMED = {
    "api": Assumed(20, 10, 50, "ms", "web ACL, API Gateway and the start of an execution", SAID),
    "invoke": Assumed(12, 5, 30, "ms", "from the workflow to a function and back, without the function", SAID),
    "write": Assumed(15, 8, 40, "ms", "a DynamoDB transaction from the workflow", SAID),
    "item": Assumed(8, 4, 25, "ms", "any other call of DynamoDB, EventBridge or SQS", SAID),
    "overhead": Assumed(3, 1, 15, "ms", "a warm call around its handler: runtime, log, trace", SAID),
    "slower": Assumed(
        2, 1, 5, "times", "what a core of Lambda takes of the time that was measured", "another processor"
    ),
    "alert": Assumed(25, 10, 100, "ms", "the notifier's call of SNS", SAID),
    "cold": Assumed(500, 150, 1500, "ms", "the first call of an execution environment", "depends on the bundle"),
    "warm": Assumed(1, 0, 1, "share", "environments that are warm at the start", "the load has been there for a while"),
    "spread": Assumed(0.4, 0.1, 0.8, "sigma", "how far these times scatter around their medians, log-normal", SAID),
    "window": Assumed(0.1, 0.01, 1, "s", "over which Lambda counts requests a second", "AWS states no window"),
    "alerted": Assumed(0.01, 0.001, 0.05, "share", "payments whose customer is alerted", "depends on the payments"),
    "table": Assumed(4000, 4000, 40000, "units/s", "writes that a table takes", "4,000 if new; then twice its peak"),
}


@dataclass(frozen=True)
class Assumptions:
    """The values that a simulation goes by, in the units of ASSUMED."""

    api: float = ASSUMED["api"].value
    invoke: float = ASSUMED["invoke"].value
    write: float = ASSUMED["write"].value
    item: float = ASSUMED["item"].value
    overhead: float = ASSUMED["overhead"].value
    slower: float = ASSUMED["slower"].value
    alert: float = ASSUMED["alert"].value
    cold: float = ASSUMED["cold"].value
    warm: float = ASSUMED["warm"].value
    spread: float = ASSUMED["spread"].value
    window: float = ASSUMED["window"].value
    alerted: float = ASSUMED["alerted"].value
    table: float = ASSUMED["table"].value


@dataclass(frozen=True)
class Conditions:
    """What is assumed, and what was measured: CPU milliseconds of a warm call by the function's name."""

    measured: Mapping[str, float]
    assumed: Assumptions = field(default_factory=Assumptions)
