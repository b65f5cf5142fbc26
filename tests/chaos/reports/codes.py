"""What the code of an alert does: it is good once, marks the card, and the mark goes with a verdict of genuine."""

from __future__ import annotations

from hashlib import sha256

from tests.chaos.reports.items import HISTORIES, found, key, text
from tests.chaos.reports.tables import Stored

GOOD, UNKNOWN = "the code", "another code"
# The times of alerts, as the clock of the tests goes: seven days lie between.
FRESH, STALE = "2026-09-21T14:00:00.000Z", "2026-09-14T14:00:00.000Z"
ALERTED = {"codes": {"SS": [sha256(GOOD.encode()).hexdigest()]}}
MARK = ("not_me_at", "not_me_by")


def is_good(stored: Stored, transaction: str, code: str) -> bool:
    """Whether the code is the alert's, in time, and not spent."""
    marker, _ = found(stored, transaction)
    known = sha256(code.encode()).hexdigest() in marker.get("codes", {}).get("SS", ())
    return known and text(marker, "alerted_at") == FRESH and not text(marker, "spent")


def followed(stored: Stored, transaction: str, standing: str, spender: str, now: str) -> Stored | None:
    """What is stored once this verdict stands: an execution with a good code spends it. None where nothing follows."""
    marker, row = found(stored, transaction)
    at = (HISTORIES, f"card#{text(row, 'card_token')}")
    card = {"key": {"S": at[1]}, **stored.get(at, {})}
    if not text(row, "card_token"):
        return None
    if spender and standing == "fraud":
        said, by = {"not_me_at": {"N": now}}, {"not_me_by": {"S": transaction}}
        spent = {key(marker): marker | {"spent": {"S": spender}}, key(row): row | said}
        return {**stored, **spent, at: {"expires": {"N": now}, **card, **said, **by}}
    marked = bool(text(row, "not_me_at", "N"))
    if standing == "genuine" and marked and text(card, "not_me_by") == transaction:
        return {**stored, at: {name: value for name, value in card.items() if name not in MARK}}
    return stored if standing == "genuine" and marked else None
