"""The agreed definition of the workflow that takes reports, state by state; tables and keys by what names them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.reports.shared.agreed_not_me import GOOD, REFUSED, freed, marked, noted, spent
from policies.reports.shared.agreed_states import CALLER, all_of, choose, get, of, rule
from policies.reports.shared.agreed_writes import count, note, taken, terminal, writing
from policies.requirements import REPORTERS

RANKS = {"customer": 1, "chargeback": 2}
ROW_KEY = {"transaction_id": {"S": "{% $report.transaction_id %}"}, "timestamp": {"N": "{% $time %}"}}
MARKER_KEY = {**ROW_KEY, "timestamp": {"N": "0"}}
MARKER = {"time": "row_timestamp.N", "codes": "codes.SS", "alerted": "alerted_at.S", "spent": "spent.S"}
ROW = {
    "owner": "client.S",
    "reported": "reported.S",
    "rank_before": "reported_rank.N",
    "at_before": "reported_at.N",
    "counted": "counted.S",
    "terminal": "terminal_id.S",
    "card": "card_token.S",
    "ordinary": "ordinary_amount.S",
    "paid": "timestamp.N",
    "marked": "not_me_at.N",
}
STANDS = (
    "{% $rank_before != '' and ($number($rank_before) > $rank or "
    "($number($rank_before) = $rank and $reported = $report.verdict)) %}"
)
COUNTS = "{% $report.verdict = 'fraud' and $counted != 'yes' and $terminal != '' %}"
TAKES_BACK = "{% $report.verdict = 'genuine' and $counted = 'yes' %}"
FIRST = "{% $by = '' or $by = $report.transaction_id %}"
SPENDS = "{% $exists($report.code) and $standing = 'fraud' and $card != '' %}"
FREES = "{% $standing = 'genuine' and $marked != '' and $card != '' %}"
DAY = "{% $string($floor($number($paid) / 86400000)) %}"


def agreed(table: str, histories: str, keys: Mapping[str, str]) -> dict[str, Any]:
    """The definition, with the names of the tables, and the ids of the keys by their callers, as references."""
    return {
        "QueryLanguage": "JSONata",
        "StartAt": "WhoReports",
        "TimeoutSeconds": 28,
        "States": {
            "WhoReports": choose("Unknown", *(_reporter(name, keys) for name in REPORTERS)),
            "MayTry": choose("ReportNotStored", rule("{% $tries < 4 %}", "ReadMarker")),
            "ReadMarker": _get(table, MARKER_KEY, "IsStored", tries="{% $tries + 1 %}", **all_of(MARKER)),
            "IsStored": choose("Unknown", rule("{% $time != '' %}", "ReadRow")),
            "ReadRow": _get(table, ROW_KEY, "IsTheirs", **all_of(ROW)),
            "IsTheirs": choose("Unknown", rule("{% $owner = $client %}", "HasCode")),
            "HasCode": choose("Stands", rule("{% $exists($report.code) %}", "IsCodeGood")),
            "IsCodeGood": choose("CodeRefused", rule(GOOD, "Stands")),
            "Stands": choose("Weigh", {**rule(STANDS, "Follows"), "Assign": {"standing": "{% $reported %}"}}),
            "Weigh": {
                "Type": "Pass",
                "Assign": {"day": DAY, "standing": "{% $report.verdict %}"},
                "Next": "Counts",
            },
            "Counts": choose("Store", rule(COUNTS, "ReadCard"), rule(TAKES_BACK, "StoreAndTakeBack")),
            "ReadCard": _get(histories, taken(histories)["Key"], "HasCardCounted", by=of("by.S")),
            "HasCardCounted": choose("Store", rule(FIRST, "StoreAndCount")),
            "Store": note(table, ROW_KEY),
            "StoreAndCount": writing(count(table, ROW_KEY, "yes"), taken(histories), terminal(histories, 1)),
            "StoreAndTakeBack": writing(count(table, ROW_KEY, "no"), terminal(histories, -1)),
            "Follows": choose("Reported", rule(SPENDS, "SpendCode"), rule(FREES, "FreeCard")),
            "SpendCode": {
                **writing(spent(table, MARKER_KEY), marked(histories), noted(table, ROW_KEY)),
                "Next": "Reported",
            },
            "FreeCard": freed(histories),
            "Reported": _answer("{% $standing %}"),
            "CodeRefused": {"Type": "Pass", "Output": REFUSED, "End": True},
            "Unknown": {"Type": "Pass", "Output": {"status": "unknown"}, "End": True},
            "ReportNotStored": {"Type": "Fail", "Error": "ReportNotStored"},
        },
    }


def _get(table: str, key: object, following: str, **assigned: str) -> dict[str, Any]:
    return get(table, key, following, "ReportNotStored", **assigned)


def _reporter(name: str, keys: Mapping[str, str]) -> dict[str, Any]:
    client, kind = REPORTERS[name]
    condition = f"{{% {CALLER} = '{keys.get(name)}' %}}"
    assigned = {"report": "{% $states.input %}", "kind": kind, "rank": RANKS[kind], "client": keys.get(client)}
    return {**rule(condition, "MayTry"), "Assign": {**assigned, "tries": 0}}


def _answer(verdict: str) -> dict[str, Any]:
    output = {"status": "reported", "transaction_id": "{% $report.transaction_id %}", "verdict": verdict}
    return {"Type": "Pass", "Output": output, "End": True}
