"""A plan as `terraform show -json` shows it: what becomes of each resource, and what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gate.plan.broken import BrokenPlan
from gate.plan.change import ACTIONS, DELETE, NOTHING, Change, is_marked
from gate.plan.digest_of_changes import of_plan
from gate.plan.whole_plan import whole_plan
from policies.core.strict_json import Json


@dataclass(frozen=True)
class Shown:
    """A whole plan, the digest of all that it would change, and what has `drifted` since Terraform left it."""

    changes: Mapping[str, Change]
    left_over: tuple[Change, ...]
    variables: Mapping[str, Json]
    outputs: Mapping[str, Change]
    digest: str
    drifted: tuple[Change, ...] = ()

    @property
    def all_changes(self) -> tuple[Change, ...]:
        return (*self.changes.values(), *self.left_over)


def read(text: str) -> Shown:
    """The plan in this text; raises BrokenPlan."""
    try:
        return _shown(whole_plan(text))
    except BrokenPlan as error:
        # An address may be of several lines.
        raise BrokenPlan(" ".join(str(error).split())) from None
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        raise BrokenPlan(f"terraform shows no plan: {reason}") from None


def _shown(plan: Any) -> Shown:
    every = [_change(change) for change in plan.get("resource_changes", ())]
    changes = {change.address: change for change in every if not change.left_over}
    left_over = tuple(change for change in every if change.left_over)
    if len(changes) + len(left_over) < len(every):
        raise BrokenPlan("changes one resource twice")
    variables = {name: each.get("value") for name, each in plan.get("variables", {}).items()}
    outputs = {name: _output(name, output) for name, output in plan.get("output_changes", {}).items()}
    drifted = tuple(map(_drifted, plan.get("resource_drift", ())))
    return Shown(changes, left_over, variables, outputs, of_plan(plan), drifted)


def _change(entry: Any) -> Change:
    address, type_, change = _text(entry["address"]), _text(entry["type"]), entry["change"]
    if entry["mode"] != "managed":
        raise BrokenPlan(f"{address}: is read and not managed; the judged file reads nothing")
    if "importing" in change or "previous_address" in entry:
        raise BrokenPlan(f"{address}: is imported or moved, which nothing in the judged file asks for")
    before, after, unknown = (_object(change.get(name) or {}) for name in ("before", "after", "after_unknown"))
    action, left_over = _action(address, change), str(entry.get("deposed") or "")
    if left_over and action != DELETE:
        raise BrokenPlan(f"{address}: what was left over of it is to be destroyed, and nothing else")
    if action == NOTHING and (before != after or is_marked(unknown)):
        raise BrokenPlan(f"{address}: is said not to change, and is another afterwards")
    return Change(address, type_, action, before, after, unknown, left_over)


def _drifted(entry: Any) -> Change:
    address, type_, change = _text(entry["address"]), _text(entry["type"]), entry["change"]
    before, after = (_object(change.get(name) or {}) for name in ("before", "after"))
    return Change(address, type_, _action(address, change), before, after)


def _output(name: str, change: Any) -> Change:
    unknown = {"value": change["after_unknown"]}
    return Change(name, "output", _action(name, change), after={"value": change.get("after")}, unknown=unknown)


def _action(address: str, change: Any) -> str:
    actions = tuple(change["actions"])
    if actions not in ACTIONS:
        raise BrokenPlan(f"{address}: {' and '.join(map(str, actions)) or 'nothing'} is no action that the gate knows")
    return ACTIONS[actions]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a resource without a name")
    return value


def _object(value: Any) -> Mapping[str, Json]:
    if not isinstance(value, Mapping):
        raise TypeError("a resource without attributes")
    return value
