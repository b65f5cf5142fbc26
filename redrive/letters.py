"""What a dead letter says, and what is to be done about it: nothing here asks AWS or the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from redrive import exact_json
from redrive.deeds import Deed, Forget, Json, Leave, Notify, Publish, Review, Start
from redrive.names import DEAD_LETTERS, DETAIL_TYPE, OVERFLOW_DEAD_LETTERS, REVIEW_DEAD_LETTERS, SOURCE
from redrive.shapes import ID, KEY_ID, PUBLISHED, VERDICT, as_published, as_sent, of_types, text

# The validator refuses what is older.
OLDEST_MILLISECONDS = 24 * 60 * 60 * 1000

NOT_UNDERSTOOD = Leave("is not a letter that this command understands")
TOO_OLD = Leave("is older than 24 hours, and would be refused; settle it by hand")


@dataclass(frozen=True)
class Letter:
    """Why it was kept, the transaction that it is of (empty where nobody has validated that), what is to be done."""

    reason: str
    transaction_id: str
    deed: Deed


def read(body: str, *, queue: str, now: int) -> Letter:
    """The letter that a message of this queue holds, at `now` (milliseconds since the epoch); whatever it is."""
    try:
        said = exact_json.loads(body)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        return Letter("unknown", "", NOT_UNDERSTOOD)
    if said.get("source") == SOURCE and said.get("detail-type") == DETAIL_TYPE and isinstance(said.get("detail"), dict):
        deed: Deed = Publish(said["detail"]) if queue == DEAD_LETTERS else Review(said)
        return _letter("event_not_delivered", said["detail"], deed)
    if queue == OVERFLOW_DEAD_LETTERS:
        # As it was queued; nobody has validated it.
        said = {"reason": UNDECIDED, "transaction": said.get("request"), "client": said.get("client")}
    deed_of = DEEDS.get(text(said.get("reason"))) if queue != REVIEW_DEAD_LETTERS else None
    if deed_of is None or not isinstance(said.get("transaction"), dict):
        return Letter("unknown", "", NOT_UNDERSTOOD)
    try:
        deed = deed_of(said["transaction"], said.get("analysis"), now)
    except (KeyError, TypeError):
        deed = NOT_UNDERSTOOD
    if isinstance(deed, Start) and KEY_ID.fullmatch(client := text(said.get("client"))):
        deed = replace(deed, client=client)
    letter = _letter(said["reason"], said["transaction"], deed)
    # Nobody has looked at it, and the caller may have put anything there.
    return replace(letter, transaction_id="") if said["reason"] in UNVALIDATED else letter


def _letter(reason: str, transaction: Json, deed: Deed) -> Letter:
    """The letter about a transaction whose id is one that the API lets in; about any other, nothing is done."""
    name = text(transaction.get("transaction_id"))
    return Letter(reason, name, deed) if ID.fullmatch(name) else Letter(reason, "", NOT_UNDERSTOOD)


def _start(transaction: Json, _analysis: Any, now: int) -> Deed:
    """Only what the caller had sent: the workflow adds texts of its own to what it validates."""
    body = as_sent(transaction)
    return TOO_OLD if body["timestamp"] < now - OLDEST_MILLISECONDS else Start(body)


def _publish(transaction: Json, analysis: Any, _now: int) -> Deed:
    return Publish({**as_published(transaction), **of_types(analysis, VERDICT)})


def _notify(transaction: Json, analysis: Any, _now: int) -> Deed:
    of_types(transaction, PUBLISHED)
    of_types(analysis, VERDICT)
    return Notify({"transaction": transaction, "analysis": {**analysis}, "earlier_attempts": 1})


def _forget(transaction: Json, analysis: Any, _now: int) -> Deed:
    """A merchant's counts are of a day, and long gone when somebody could add to them."""
    of_types(transaction, PUBLISHED)
    of_types(analysis, VERDICT)
    return Forget()


# Of a payment that was queued, since a function was throttled, and that the drain did not decide in ten attempts.
UNDECIDED = "accepted_and_not_decided"
UNVALIDATED = (UNDECIDED, "validation_unavailable")
DEEDS: Mapping[str, Callable[[Json, Any, int], Deed]] = {
    "validation_unavailable": _start,
    "not_stored": _start,
    UNDECIDED: _start,
    "event_not_published": _publish,
    "customer_not_notified": _notify,
    "merchant_not_counted": _forget,
}
REASONS = (*DEEDS, "event_not_delivered", "unknown")
