"""An analyzer of one opinion: it counts what it could see, and approves nothing where it could see nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.chaos.malformed import ANALYZED

TABLE = "card-histories"
_UNSEEN = {
    "history": {"counted": False, "state": "", "seen": "0", "next": "0", "expires": "0"},
    "merchant": {"counted": False, "weight": "0", "expires": "0"},
}


def analysis(opinion: str, event: Mapping[str, Any]) -> dict[str, Any]:
    """What it answers to an event of the workflow."""
    told = {**ANALYZED, "decision": opinion, "alert": opinion != "approve"}
    history = event["history"]
    if not history["available"]:
        alone = opinion == "approve"
        unseen = {"decision": "review", "reasons": ["history_unavailable"]} if alone else {}
        return {**told, **_UNSEEN, **unseen}
    seen = _seq(history["answer"]["Responses"][TABLE], event["transaction"]["card_token"])
    card = {"counted": True, "state": "{}", "seen": str(seen), "next": str(seen + 1), "expires": "9"}
    return {**told, "history": card}


def _seq(items: list[dict[str, Any]], card: str) -> int:
    return next((int(item["seq"]["N"]) for item in items if item["key"]["S"] == f"card#{card}"), 0)
