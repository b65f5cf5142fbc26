"""That a transaction is counted, under the sequence number that its card's item had when it was read."""

from collections.abc import Mapping
from typing import Any

TABLE = "card-histories"
UNCOUNTED = {
    "history": {"counted": False, "state": "", "seen": "0", "next": "0", "expires": "0"},
    "merchant": {"counted": False, "weight": "0", "expires": "0"},
}
# Later than any transaction of today.
EXPIRES = "4102444800"


def counted(event: Mapping[str, Any]) -> dict[str, object]:
    """Return `{"history": ..., "merchant": ...}`; nothing is counted where the history could not be read."""
    history = event.get("history", {})
    if not history.get("available"):
        return dict(UNCOUNTED)
    key = f"card#{event['transaction']['card_token']}"
    items = [item for item in history["answer"]["Responses"][TABLE] if item["key"]["S"] == key]
    seen = int(items[0]["seq"]["N"]) if items else 0
    card = {"counted": True, "state": "{}", "seen": str(seen), "next": str(seen + 1), "expires": EXPIRES}
    return {"history": card, "merchant": {"counted": True, "weight": "1", "expires": EXPIRES}}
