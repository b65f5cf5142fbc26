"""What may be stored before a report comes, and who may report what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from tests.chaos.attributes import Item
from tests.chaos.reports.codes import ALERTED, FRESH, GOOD, STALE, UNKNOWN
from tests.chaos.reports.expected import CLIENT, Report
from tests.chaos.reports.items import key
from tests.chaos.reports.tables import Stored

OTHER = "t-2"
PAID = 1_789_000_000_000
DAY = 86_400_000
VERDICTS = ("fraud", "genuine")
SENT = (*(Report(by, verdict) for by in ("customer", "chargeback") for verdict in VERDICTS), Report("nobody", "fraud"))
NOT_ME = Report("customer", "fraud", code=GOOD)
SPENT = replace(NOT_ME, request="earlier")
WITH_CODES = (
    NOT_ME,
    Report("customer", "fraud", code=UNKNOWN),
    Report("chargeback", "fraud", code=GOOD),
    Report("customer", "genuine", code=GOOD),
)
# What was reported before, one after the other.
EARLIER: Sequence[Sequence[Report]] = (
    (),
    *([Report(by, verdict)] for by in ("customer", "chargeback", "reviewer") for verdict in VERDICTS),
    (Report("customer", "fraud"), Report("customer", "genuine")),
    (Report("customer", "fraud", OTHER),),
)


@dataclass(frozen=True)
class Kind:
    """How a row, and its marker, differ from those of a transaction that counts and of which nobody was alerted."""

    words: str
    row: Mapping[str, str] = field(default_factory=dict)
    marker: Item = field(default_factory=dict)
    stored: bool = True


KINDS = (
    Kind("stored"),
    Kind("of an amount that is not ordinary", {"ordinary_amount": "false"}),
    Kind("without a terminal", {"terminal_id": ""}),
    Kind("of another client", {"client": "another"}),
    Kind("not stored", stored=False),
)
ALERTS = (
    Kind("alerted", marker={**ALERTED, "alerted_at": {"S": FRESH}}),
    Kind("alerted long ago", marker={**ALERTED, "alerted_at": {"S": STALE}}),
    Kind("alerted, without a terminal", {"terminal_id": ""}, {**ALERTED, "alerted_at": {"S": FRESH}}),
    Kind("alerted, of a card that was erased", {"card_token": ""}, {**ALERTED, "alerted_at": {"S": FRESH}}),
)


@dataclass(frozen=True)
class Situation:
    """A report comes, and this is stored."""

    words: str
    stored: Stored
    sent: Report
    malformed: bool = False

    def __str__(self) -> str:
        return f"{self.sent}, {self.words}"


def situations() -> Iterator[Situation]:
    """Each kind of row with each past, and each report on it."""
    for kind, earlier, sent in product(KINDS, EARLIER, SENT):
        yield _situation(kind, earlier, sent)
    for kind, earlier, sent in product(
        ALERTS, (*EARLIER, [SPENT], [SPENT, Report("customer", "genuine")]), (*SENT, *WITH_CODES)
    ):
        yield _situation(kind, earlier, sent)


def _situation(kind: Kind, earlier: Sequence[Report], sent: Report) -> Situation:
    items = [*_items(OTHER, Kind(""), 1), *(_items(sent.transaction, kind, 0) if kind.stored else ())]
    stored: Stored = {key(item): item for item in items}
    for report in earlier:
        stored = report.after(stored, now=str(PAID)).stored
    return Situation(" after ".join([kind.words, *map(str, earlier)]), stored, sent)


def _items(transaction: str, kind: Kind, days: int) -> list[Item]:
    """Marker and row, of the same card at the same terminal."""
    time = str(PAID + days * DAY)
    texts = {"client": CLIENT, "card_token": "tok_1", "terminal_id": "te-1", "ordinary_amount": "true", **kind.row}
    both: dict[str, Any] = {"transaction_id": {"S": transaction}, "decision": {"S": "review"}}
    row = {**both, "timestamp": {"N": time}, **{name: {"S": value} for name, value in texts.items()}}
    return [{**both, "timestamp": {"N": "0"}, "row_timestamp": {"N": time}, **kind.marker}, row]


def spoilt(situation: Situation) -> Iterator[Situation]:
    """The same, with one attribute of one item missing, null or of another type."""
    for at, item in situation.stored.items():
        for name in sorted(item.keys() - {"transaction_id", "timestamp", "key"}) if OTHER not in at else ():
            other: Item = {name: {"N": "7"} if "S" in item[name] else {"S": "7"}}
            for how, wrong in (("missing", {}), ("null", {name: {"NULL": True}}), ("of another type", other)):
                changed = {**{key: value for key, value in item.items() if key != name}, **wrong}
                words = f"{situation.words}, {name} of {'/'.join(at)} is {how}"
                yield replace(situation, words=words, stored={**situation.stored, at: changed}, malformed=True)
