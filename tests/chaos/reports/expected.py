"""What a report does, said once more and in Python: which answer it gets, and what is stored after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from stacks.parts import SPLIT
from tests.chaos.attributes import Item
from tests.chaos.reports.codes import followed, is_good
from tests.chaos.reports.items import HISTORIES, NEW, found, key, text
from tests.chaos.reports.tables import Stored

# Who reports, by the name of their key; the client's own key is no reporter's, and a reviewer has none.
CLIENT = "fraud-detection-client"
KEYS = {"customer": f"{CLIENT}-customers", "chargeback": f"{CLIENT}-chargebacks", "nobody": CLIENT}
RANKS = {"customer": 1, "chargeback": 2, "reviewer": 3}
DAY_MS = 86_400_000
REFUSAL = "must be unspent, of this transaction's alert of the last seven days, and say fraud; nothing was changed"


@dataclass(frozen=True)
class Report:
    """A verdict on a transaction, by this kind of reporter."""

    by: str
    verdict: str
    transaction: str = "t-1"
    code: str = ""
    request: str = "first"

    def __str__(self) -> str:
        other = "" if self.transaction == "t-1" else f" of {self.transaction}"
        return f"{self.verdict} by {self.by}{other}{' with ' * bool(self.code)}{self.code}"

    @property
    def execution(self) -> str:
        return f"{KEYS[self.by]}{SPLIT}{self.request}"

    @property
    def body(self) -> dict[str, Any]:
        reference = {"reference": "case-7"} if self.by == "chargeback" else {}
        code = {"code": self.code} if self.code else {}
        return {"transaction_id": self.transaction, "verdict": self.verdict, **reference, **code}

    def after(self, stored: Stored, now: str = NEW) -> Outcome:
        """What it leads to, where nothing fails."""
        _, row = found(stored, self.transaction)
        if self.by not in RANKS or text(row, "client") != CLIENT:
            return Outcome(stored, 404, {"status": "unknown"})
        if self.code and (
            (self.by, self.verdict) != ("customer", "fraud") or not is_good(stored, self.transaction, self.code)
        ):
            return Outcome(stored, 422, {"status": "rejected", "errors": [{"field": "code", "message": REFUSAL}]})
        rank, said = RANKS[self.by], text(row, "reported")
        before = int(text(row, "reported_rank", "N") or 0)
        stands = before > rank or (before == rank and said == self.verdict)
        noted = stored if stands else self._stored(stored, row, now)
        standing = said if stands else self.verdict
        after = followed(noted, self.transaction, standing, self.execution if self.code else "", now)
        return Outcome(after or noted, 200, self._answer(standing), noted if after else None)

    def _answer(self, verdict: str) -> dict[str, str]:
        return {"status": "reported", "transaction_id": self.transaction, "verdict": verdict}

    def _stored(self, stored: Stored, row: Item, now: str) -> Stored:
        terminal, was = text(row, "terminal_id"), text(row, "counted") == "yes"
        card = f"reported#{terminal}#{text(row, 'card_token')}"
        # A reviewer's verdict counts, whatever else the card has paid.
        first = self.by not in KEYS or text(stored.get((HISTORIES, card), {}), "by") in ("", self.transaction)
        counts = self.verdict == "fraud" and (was or bool(terminal and first))
        noted = {"reported": self.verdict, "reported_by": self.by, "counted": "yes" if counts else "no"}
        noted |= {"reported_reference": self.body.get("reference", "")}
        numbers = {"reported_rank": {"N": str(RANKS[self.by])}, "reported_at": {"N": now}}
        items = [row | {name: {"S": value} for name, value in noted.items()} | numbers]
        if counts and not was and self.by in KEYS:
            items.append({"key": {"S": card}, "by": {"S": self.transaction}, "expires": {"N": now}})
        if counts is not was:
            items.append(_moved(stored, row, 1 if counts else -1) | {"expires": {"N": now}})
        return {**stored, **{key(item): item for item in items}}


class Erasure(NamedTuple):
    """Somebody erases the transaction, or of its row and of the histories only what tells the card."""

    transaction: str = "t-1"
    card_alone: bool = False

    def after(self, stored: Stored, now: str = NEW) -> Outcome:
        if not self.card_alone:
            return Outcome({at: item for at, item in stored.items() if at[1] != self.transaction}, 200, {})
        _, row = found(stored, self.transaction)
        card = text(row, "card_token")
        kept = {at: item for at, item in stored.items() if at[0] != HISTORIES or not at[1].endswith(f"#{card}")}
        anonymous = {name: value for name, value in row.items() if name != "card_token"}
        return Outcome({**kept, key(row): anonymous}, 200, {})

    def __str__(self) -> str:
        return "its card's erasure" if self.card_alone else "its erasure"


class Outcome(NamedTuple):
    """What is stored afterwards, and the answer."""

    stored: Stored
    status: int
    said: Mapping[str, Any]
    # What is stored where it ends between its two writes.
    partly: Stored | None = None


def _moved(stored: Stored, row: Item, sign: int) -> Item:
    """The terminal with one fraud more or less on the day of the payment."""
    item = {"key": {"S": f"terminal#{text(row, 'terminal_id')}"}}
    item |= stored.get(key(item), {})
    day = int(text(row, "timestamp", "N")) // DAY_MS
    for name, by in ((f"frauds_{day}", sign), (f"ordinary_{day}", sign * (text(row, "ordinary_amount") == "true"))):
        item[name] = {"N": str(int(text(item, name, "N") or 0) + by)}
    return item
