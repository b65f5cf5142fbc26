"""What a report on a stored transaction does, in JSONata: no function, since there is little to compute.

Who reports follows from the key, by which the execution is named. The row's verdict is the last one of the highest
rank; the terminal's count follows in the same write, so that a report that comes twice, or late, counts once. A card
counts once at a terminal, whichever key reports: none can move a terminal with one card. A reviewer's verdict counts
whatever was counted before.

With the code of an alert its customer says *not me*, and the card's next unusual payment is declined: stacks.not_me.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stacks.jsonata import answer, choice, of, when
from stacks.not_me import CODE, not_me
from stacks.reading import CALLER, found, read
from stacks.report_reads import CARD, MARKER, MARKER_KEY, ROW, ROW_KEY, Tables
from stacks.report_writes import store, store_and_count, store_and_take_back
from stacks.states import State

# By the kind of reporter: a verdict gives way to one of the same rank or a higher one. Reviewers' is the highest, 3.
RANKS: Mapping[str, int] = {"customer": 1, "chargeback": 2}
ATTEMPTS = 4
DAY_MS = 86_400_000
REFUSAL = "must be unspent, of this transaction's alert of the last seven days, and say fraud; nothing was changed"
SAME = "$number($rank_before) = $rank and $reported = $report.verdict"


@dataclass(frozen=True, kw_only=True)
class Reporter:
    """Whose key it is: what kind of reporter, and on the transactions of which client; keys by their ids."""

    key: str
    kind: str
    client: str


def reports(tables: Tables, reporters: Sequence[Reporter], *, timeout: int) -> dict[str, Any]:
    """Return the workflow in the Amazon States Language."""
    return {
        "Comment": "Note what a customer or a bank says of a stored transaction, and count it at the terminal",
        "QueryLanguage": "JSONata",
        "StartAt": "WhoReports",
        "TimeoutSeconds": timeout,
        "States": {
            **_reading(tables, reporters),
            **_weighing(tables),
            **_writing(tables),
            **not_me(tables, spent="Reported", refused="CodeRefused"),
            **ENDS,
        },
    }


def _reading(tables: Tables, reporters: Sequence[Reporter]) -> dict[str, State]:
    """What another client's row answers is what an unknown id does."""
    marked = {"tries": of("$tries + 1"), **{name: found(path) for name, path in MARKER.items()}}
    row = {name: found(path) for name, path in ROW.items()}
    return {
        "WhoReports": choice([_reporter(each) for each in reporters], default="Unknown"),
        "MayTry": choice([when(f"$tries < {ATTEMPTS}", "ReadMarker")], default="ReportNotStored"),
        "ReadMarker": _read(tables, tables.table, MARKER_KEY, marked, following="IsStored"),
        "IsStored": choice([when("$time != ''", "ReadRow")], default="Unknown"),
        "ReadRow": _read(tables, tables.table, ROW_KEY, row, following="IsTheirs"),
        "IsTheirs": choice([when("$owner = $client", "HasCode")], default="Unknown"),
        "HasCode": choice([when(CODE, "IsCodeGood")], default="Stands"),
    }


def _read(tables: Tables, table: str, key: Mapping[str, Any], assigned: Mapping[str, str], *, following: str) -> State:
    return read(table, key, assigned, timeout=tables.call_timeout, following=following, fallback="ReportNotStored")


def _reporter(reporter: Reporter) -> State:
    assigned = {"kind": reporter.kind, "rank": RANKS[reporter.kind], "client": reporter.client, "tries": 0}
    return when(f"{CALLER} = '{reporter.key}'", "MayTry", report=of("$states.input"), **assigned)


def _weighing(tables: Tables) -> dict[str, State]:
    outranked = f"$rank_before != '' and ($number($rank_before) > $rank or ({SAME}))"
    assigned = {"day": of(f"$string($floor($number($paid) / {DAY_MS}))"), "standing": of("$report.verdict")}
    counts = when("$report.verdict = 'fraud' and $counted != 'yes' and $terminal != ''", "ReadCard")
    takes_back = when("$report.verdict = 'genuine' and $counted = 'yes'", "StoreAndTakeBack")
    first = when("$by = '' or $by = $report.transaction_id", "StoreAndCount")
    return {
        "Stands": choice([when(outranked, "Follows", standing=of("$reported"))], default="Weigh"),
        "Weigh": {"Type": "Pass", "Assign": assigned, "Next": "Counts"},
        "Counts": choice([counts, takes_back], default="Store"),
        "ReadCard": _read(tables, tables.histories, CARD, {"by": found("by.S")}, following="HasCardCounted"),
        "HasCardCounted": choice([first], default="Store"),
    }


def _writing(tables: Tables) -> dict[str, State]:
    return {
        "Store": store(tables),
        "StoreAndCount": store_and_count(tables),
        "StoreAndTakeBack": store_and_take_back(tables),
    }


ENDS: Mapping[str, State] = {
    "Reported": answer(status="reported", transaction_id=of("$report.transaction_id"), verdict=of("$standing")),
    "Unknown": answer(status="unknown"),
    "CodeRefused": answer(status="rejected", errors=[{"field": "code", "message": REFUSAL}]),
    "ReportNotStored": {
        "Type": "Fail",
        "Error": "ReportNotStored",
        "Cause": "It is not known whether the report was stored; the same one may be sent again",
    },
}
