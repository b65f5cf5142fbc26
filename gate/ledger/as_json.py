"""The answers for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gate.ledger.answers import Day, Recorded, Turn, judged_since, since

Content = Mapping[str, Any]


def deploys(recorded: Sequence[Recorded]) -> Content:
    """Every deploy, with all that its entry says."""
    return {"deploys": [_deploy(each) for each in recorded]}


def day(found: Day, asked: str) -> Content:
    """What was there when the day began, and each deploy of it."""
    return {"on": asked, "before": _maybe(found.before), **deploys(found.deploys)}


def control(changes: Sequence[Turn]) -> Content:
    """Since when it passes, since when that was judged, and each change, the oldest first."""
    listed = [{"fared": turn.fared, "passes": turn.passes, "deploy": _deploy(turn.deploy)} for turn in changes]
    begun = {"passes_since": _maybe(since(changes)), "judged_to_pass_since": _maybe(judged_since(changes))}
    return {"control": changes[-1].control, **begun, "changes": listed}


def _maybe(recorded: Recorded | None) -> Content | None:
    return _deploy(recorded) if recorded else None


def _deploy(recorded: Recorded) -> Content:
    entry = recorded.entry
    about = {"entry": entry.number, "time": entry.time, "state": recorded.state, "verified": recorded.verified or None}
    return {**about, **entry.deploy.content()}
