"""How long things take, in seconds by chance: measured figures and assumptions, put together."""

from __future__ import annotations

from itertools import cycle
from random import Random

from bench import JUDGING
from capacity.answers import INVOKE, START
from capacity.assumptions import Conditions
from capacity.system import Function
from policies.core.terraform_file import Unreadable
from policies.requirements import NOTIFIER

CORE = 1_769  # MB at which a function has one core: AWS's Lambda guide
SCATTERED = 50_021  # a prime number
WRITE = ":transactWriteItems"


def kind(resource: str) -> str:
    """Which of the assumed times a call of a resource takes."""
    if resource == INVOKE:
        return "invoke"
    if resource == START:
        return "start"
    return "write" if resource.endswith(WRITE) else "item"


class Durations:
    """Draws of log-normal times around their medians."""

    def __init__(self, conditions: Conditions, random: Random) -> None:
        assumed = conditions.assumed
        self._assumed, self._measured = assumed, conditions.measured
        self._medians: dict[str, float] = {}
        self._hops = {"invoke": assumed.invoke, "write": assumed.write, "item": assumed.item, "start": assumed.start}
        # Drawn once and used over and over, which is as good and takes a fifth of the time.
        self._scattered = cycle([random.lognormvariate(0, assumed.spread) / 1000 for _ in range(SCATTERED)])

    def api(self) -> float:
        """From the caller to the first state, and back."""
        return self._drawn(self._assumed.api)

    def hop(self, kind: str) -> float:
        """To a service and back; for a function, without the function."""
        return self._hops[kind] * next(self._scattered)

    def handler(self, function: Function, *, cold: bool) -> float:
        """How long a call holds its execution environment."""
        if function.name not in self._medians:
            self._medians[function.name] = self.median(function)
        return self._held(self._medians[function.name], cold=cold)

    def batch(self, function: Function, payments: int, *, cold: bool) -> float:
        """What a batch of so many payments takes of its execution environment, without waiting for others."""
        work = self._work(function) * payments
        return self._held(self._assumed.overhead + work, cold=cold)

    def judging(self, function: Function, payments: int, *, cold: bool) -> float:
        """The same of so many payments that it only judges."""
        work = self._work(function, JUDGING) * payments
        return self._held(self._assumed.overhead + work, cold=cold)

    def median(self, function: Function) -> float:
        """The milliseconds of a warm call in the middle."""
        alert = self._assumed.alert if function.name == NOTIFIER else 0
        return self._assumed.overhead + self._work(function) + alert

    def _held(self, milliseconds: float, *, cold: bool) -> float:
        held = self._drawn(milliseconds)
        return held + self._drawn(self._assumed.cold) if cold else held

    def _work(self, function: Function, what: str = "") -> float:
        name = f"{function.name}{what}"
        if name not in self._measured:
            raise Unreadable(f"the function {name!r} was never measured; run `python -m capacity measure`")
        return self._measured[name] * self._assumed.slower * max(1, CORE / function.memory)

    def _drawn(self, milliseconds: float) -> float:
        return milliseconds * next(self._scattered)
