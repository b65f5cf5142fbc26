"""What a plan destroys or replaces though it may hold something, and the reviewed list of what may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gate.dated_entries import dated_entries
from gate.plan.change import DELETE, REPLACE, Change
from gate.plan.shown import Shown
from gate.toml_file import toml
from policies.core.rulebook import ROOT

UNSAID = "whatever it holds, of which gate/plan/losses.toml says nothing"
LOST = Path(__file__).with_name("losses.toml")
ALLOWED = ROOT / "losses.toml"
REMEDY = f"allow it in {ALLOWED.parent.name}/{ALLOWED.name}, with an owner and a reason, or plan something else"


@dataclass(frozen=True)
class Allowance:
    """That one resource may be lost, through the day `expires`."""

    stack: str
    address: str
    owner: str
    ticket: str
    reason: str
    expires: date


def losses(plan: Shown, stack: str, allowances: Sequence[Allowance], today: date) -> Iterator[str]:
    """A line for each resource that would be lost, and that nobody has allowed to be."""
    allowed = {each.address for each in allowances if each.stack == stack and today <= each.expires}
    for change in plan.all_changes:
        what = lost(change.type)
        if what and change.action in (DELETE, REPLACE) and change.address not in allowed:
            verb = "destroys" if change.action == DELETE else "replaces"
            yield f"{_named(change)}: the plan {verb} it, and with it {what}; {REMEDY}"


def endings(plan: Shown) -> Iterator[str]:
    """A line for each resource that is destroyed or replaced, with or without a loss."""
    for change in sorted(plan.all_changes, key=_named):
        if change.action in (DELETE, REPLACE):
            yield f"{change.action}: {_named(change)}"


def lost(type_: str) -> str:
    """What is lost with a resource of a type; empty where it holds nothing of its own."""
    table = _table()
    return "" if type_ in table["nothing"] else table["lost"].get(type_, UNSAID)


def load_allowances(path: Path = ALLOWED) -> tuple[Allowance, ...]:
    """The entries of the list, none where there is no file; raises BrokenEntries."""
    return dated_entries(path, "loss", Allowance)


def _named(change: Change) -> str:
    return f"{change.address}, what was left over of it" if change.left_over else change.address


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return toml(LOST)
