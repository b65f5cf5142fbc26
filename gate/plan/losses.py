"""What a plan destroys or replaces though it holds data, and the reviewed list of what may be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from gate.plan.shown import DELETE, REPLACE, Change, Shown
from gate.strict_toml import BrokenToml, Problem, broken
from gate.toml_file import toml
from policies.core.rulebook import ROOT

LOST = Path(__file__).with_name("losses.toml")
ALLOWED = ROOT / "losses.toml"
FIELDS = {"stack": str, "address": str, "owner": str, "ticket": str, "reason": str, "expires": date}
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


def lost(type_: str) -> str:
    """What is lost with a resource of a type; empty where that is nothing."""
    return _lost().get(type_, "")


def load_allowances(path: Path = ALLOWED) -> tuple[Allowance, ...]:
    """The entries of the list, none where there is no file; raises BrokenToml."""
    try:
        found = toml(path) if path.exists() else {}
    except (OSError, ValueError) as error:
        reason = f"cannot be read: {' '.join(str(error).split())}"
        raise broken(path, Problem("the file", reason, "mend it")) from None
    entries = found.get("loss", [])
    if found.keys() - {"loss"} or not isinstance(entries, list):
        raise broken(path, Problem("the file", "must hold [[loss]] entries and nothing else", "write these"))
    return tuple(_allowance(path, number, entry) for number, entry in enumerate(entries, 1))


def _allowance(path: Path, number: int, entry: Any) -> Allowance:
    if not isinstance(entry, dict) or entry.keys() != FIELDS.keys():
        raise _broken(path, number, f"must have {', '.join(FIELDS)}, and nothing else")
    for name, kind in FIELDS.items():
        if type(entry[name]) is not kind or not str(entry[name]).strip():
            raise _broken(path, number, f"needs as {name} a {'day, 2026-12-31' if kind is date else 'text'}")
    return Allowance(**entry)


def _broken(path: Path, number: int, reason: str) -> BrokenToml:
    return broken(path, Problem(f"loss {number}", reason, "mend it"))


def _named(change: Change) -> str:
    return f"{change.address}, what was left over of it" if change.left_over else change.address


@cache
def _lost() -> dict[str, str]:
    return dict(toml(LOST)["lost"])
