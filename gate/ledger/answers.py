"""What an auditor asks of the chain: which deploys, what was deployed on a day, and since when a control passes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from gate.ledger.asked import meant, several
from gate.ledger.deploy import PASSING
from gate.ledger.entry import Entry, Event
from gate.moment import day

# Of a control that an entry does not name.
NOT_NAMED = "not in the rulebook"
VERIFIED, NOT_VERIFIED = "verified", "applied, not verified"


class Recorded(NamedTuple):
    """A deploy: the entry of its apply, and when it was verified first, which is empty of one that never was."""

    entry: Entry
    verified: str

    @property
    def state(self) -> str:
        return VERIFIED if self.verified else NOT_VERIFIED


class Turn(NamedTuple):
    """The deploy at which a control, by the name that it has there, began to fare so, and the first verified one."""

    deploy: Recorded
    fared: str
    control: str
    verified: Recorded | None

    @property
    def passes(self) -> bool:
        return self.fared in PASSING


@dataclass(frozen=True)
class Day:
    """The deploy that was there when the day began, if any, and those of the day."""

    before: Recorded | None
    deploys: tuple[Recorded, ...]


def deploys(entries: Sequence[Entry]) -> tuple[Recorded, ...]:
    """Each deploy that was applied, in order."""
    verified = {entry.applied: entry.time for entry in reversed(entries) if entry.event is Event.VERIFIED}
    applied = (entry for entry in entries if entry.event is Event.APPLIED)
    return tuple(Recorded(entry, verified.get(entry.number, "")) for entry in applied)


def on(recorded: Sequence[Recorded], asked: date) -> Day:
    """What was deployed on a day in UTC, and before it."""
    earlier = [each for each in recorded if day(each.entry.time) < asked]
    return Day(earlier[-1] if earlier else None, tuple(each for each in recorded if day(each.entry.time) == asked))


def turns(recorded: Sequence[Recorded], control: str) -> tuple[Turn, ...]:
    """How the control fared at first, and each deploy at which that changed; raises NoAnswer.

    It is asked for by standard and number, the version of the standard left out or not: `PCI DSS 10.5.1`.
    """
    names = meant((name for each in recorded for name in each.entry.deploy.controls), control)
    return _changes((each, _name(each, names, control)) for each in recorded)


def every_control(recorded: Sequence[Recorded]) -> tuple[tuple[Turn, ...], ...]:
    """The same of each control by its whole name, in the order of the names."""
    names = sorted({name for each in recorded for name in each.entry.deploy.controls})
    return tuple(_changes((each, name) for each in recorded) for name in names)


def since(changes: Sequence[Turn]) -> Recorded | None:
    """The first verified deploy since which the control passes without interruption; None where there is none.

    One that nobody has verified may never have been there: its apply failed, or left the system otherwise.
    """
    return next((turn.verified for turn in reversed([*_while_passing(changes)]) if turn.verified), None)


def judged_since(changes: Sequence[Turn]) -> Recorded | None:
    """The deploy since which each was judged to pass, verified or not; None where the newest was not."""
    passing = [*_while_passing(changes)]
    return passing[-1].deploy if passing else None


def _changes(named: Iterable[tuple[Recorded, str]]) -> tuple[Turn, ...]:
    """Of deploys with the name that a control has there."""
    fares = ((each, each.entry.deploy.controls.get(name, NOT_NAMED), name) for each, name in named)
    stretches = [[*stretch] for _, stretch in groupby(fares, key=itemgetter(1))]
    return tuple(Turn(*first, _verified(each for each, *_ in (first, *more))) for first, *more in stretches)


def _verified(recorded: Iterable[Recorded]) -> Recorded | None:
    return next((each for each in recorded if each.verified), None)


def _name(recorded: Recorded, names: Container[str], control: str) -> str:
    """The name that the deploy has for it, else what was asked; raises NoAnswer."""
    found = [name for name in recorded.entry.deploy.controls if name in names]
    if len(found) > 1:
        raise several(control, found)
    return found[0] if found else control


def _while_passing(changes: Sequence[Turn]) -> Iterator[Turn]:
    """From the newest back, as long as it passes."""
    for turn in reversed(changes):
        if not turn.passes:
            return
        yield turn
