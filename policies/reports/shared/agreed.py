"""The agreed definition of the workflow that takes reports, state by state; tables and keys by what names them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.reports.shared.agreed_not_me import GOOD, REFUSED, freed, marked, noted, spent
from policies.reports.shared.agreed_writes import again, count, note, taken, terminal, writing
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
}
STANDS = (
    "{% $rank_before != '' and ($number($rank_before) > $rank or "
    "($number($rank_before) = $rank and $reported = $report.verdict)) %}"
)
COUNTS = "{% $report.verdict = 'fraud' and $counted != 'yes' and $terminal != '' %}"
TAKES_BACK = "{% $report.verdict = 'genuine' and $counted = 'yes' %}"
FIRST = "{% $by = '' or $by = $report.transaction_id %}"
SPENDS = "{% $exists($report.code) and $standing = 'fraud' and $card != '' %}"
FREES = "{% $standing = 'genuine' and $codes != '' and $card != '' %}"
DAY = "{% $string($floor($number($paid) / 86400000)) %}"


def agreed(table: str, histories: str, keys: Mapping[str, str]) -> dict[str, Any]:
    """The definition, with the names of the tables, and the ids of the keys by their callers, as references."""
    return {
        "QueryLanguage": "JSONata",
        "StartAt": "WhoReports",
        "TimeoutSeconds": 28,
        "States": {
            "WhoReports": _choose("Unknown", *(_reporter(name, keys) for name in REPORTERS)),
            "MayTry": _choose("ReportNotStored", _rule("{% $tries < 4 %}", "ReadMarker")),
            "ReadMarker": _get(table, MARKER_KEY, "IsStored", tries="{% $tries + 1 %}", **_all_of(MARKER)),
            "IsStored": _choose("Unknown", _rule("{% $time != '' %}", "ReadRow")),
            "ReadRow": _get(table, ROW_KEY, "IsTheirs", **_all_of(ROW)),
            "IsTheirs": _choose("Unknown", _rule("{% $owner = $client %}", "HasCode")),
            "HasCode": _choose("Stands", _rule("{% $exists($report.code) %}", "IsCodeGood")),
            "IsCodeGood": _choose("CodeRefused", _rule(GOOD, "Stands")),
            "Stands": _choose("Weigh", {**_rule(STANDS, "Follows"), "Assign": {"standing": "{% $reported %}"}}),
            "Weigh": {
                "Type": "Pass",
                "Assign": {"day": DAY, "standing": "{% $report.verdict %}"},
                "Next": "Counts",
            },
            "Counts": _choose("Store", _rule(COUNTS, "ReadCard"), _rule(TAKES_BACK, "StoreAndTakeBack")),
            "ReadCard": _get(histories, taken(histories)["Key"], "HasCardCounted", by=_of("by.S")),
            "HasCardCounted": _choose("Store", _rule(FIRST, "StoreAndCount")),
            "Store": note(table, ROW_KEY),
            "StoreAndCount": writing(count(table, ROW_KEY, "yes"), taken(histories), terminal(histories, 1)),
            "StoreAndTakeBack": writing(count(table, ROW_KEY, "no"), terminal(histories, -1)),
            "Follows": _choose("Reported", _rule(SPENDS, "SpendCode"), _rule(FREES, "FreeCard")),
            "SpendCode": _spending(table, histories),
            "FreeCard": freed(histories),
            "Reported": _answer("{% $standing %}"),
            "CodeRefused": {"Type": "Pass", "Output": REFUSED, "End": True},
            "Unknown": {"Type": "Pass", "Output": {"status": "unknown"}, "End": True},
            "ReportNotStored": {"Type": "Fail", "Error": "ReportNotStored"},
        },
    }


def _spending(table: str, histories: str) -> dict[str, Any]:
    task = writing(spent(table, MARKER_KEY), marked(histories), noted(table, ROW_KEY))
    return {**task, "Next": "Reported"}


def _reporter(name: str, keys: Mapping[str, str]) -> dict[str, Any]:
    client, kind = REPORTERS[name]
    condition = f"{{% $split($states.context.Execution.Name, '_')[0] = '{keys.get(name)}' %}}"
    assigned = {"report": "{% $states.input %}", "kind": kind, "rank": RANKS[kind], "client": keys.get(client)}
    return {**_rule(condition, "MayTry"), "Assign": {**assigned, "tries": 0}}


def _of(path: str) -> str:
    return f"{{% $exists($states.result.Item.{path}) ? $states.result.Item.{path} : '' %}}"


def _all_of(paths: Mapping[str, str]) -> dict[str, str]:
    return {name: _of(path) for name, path in paths.items()}


def _rule(condition: str, following: str) -> dict[str, Any]:
    return {"Condition": condition, "Next": following}


def _choose(default: str, *rules: dict[str, Any]) -> dict[str, Any]:
    return {"Type": "Choice", "Choices": list(rules), "Default": default}


def _get(table: str, key: object, following: str, **assigned: str) -> dict[str, Any]:
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::dynamodb:getItem",
        "Arguments": {"TableName": table, "ConsistentRead": True, "Key": key},
        "TimeoutSeconds": 2,
        "Retry": again("arn:aws:states:::dynamodb:getItem"),
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "ReportNotStored"}],
        "Assign": assigned,
        "Next": following,
    }


def _answer(verdict: str) -> dict[str, Any]:
    output = {"status": "reported", "transaction_id": "{% $report.transaction_id %}", "verdict": verdict}
    return {"Type": "Pass", "Output": output, "End": True}
