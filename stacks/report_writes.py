"""What a report writes: the row, the terminal's counts, and which of the card's payments counts there."""

from collections.abc import Mapping
from typing import Any

from stacks.jsonata import caught, of, task
from stacks.report_reads import CARD, ROW_KEY, Tables
from stacks.states import State
from stacks.transient import CANCELED, MARK, UNFIT, WRITE

# A terminal is judged by the frauds of thirty days, of which the last may be reported a month late.
KEPT_SECONDS = 60 * 86_400
TERMINAL = {"key": {"S": of("'terminal#' & $terminal")}}
EXPIRES = {"N": of(f"$string($floor($millis() / 1000) + {KEPT_SECONDS})")}


def store(tables: Tables) -> State:
    """Write the verdict alone: the terminal counts as before."""
    return task(
        "arn:aws:states:::dynamodb:updateItem",
        _row(tables, "$counted = 'yes' and $report.verdict = 'fraud' ? 'yes' : 'no'"),
        retry=MARK[0],
        timeout=tables.call_timeout,
        catch=[caught(UNFIT, following="MayTry"), caught("States.ALL", following="ReportNotStored")],
        following="Follows",
    )


def store_and_count(tables: Tables) -> State:
    """Write the verdict and count the fraud, for the first payment of its card at the terminal."""
    card = {
        "TableName": tables.histories,
        "Key": CARD,
        "UpdateExpression": "SET #by = :id, #expires = :expires",
        "ConditionExpression": "attribute_not_exists(#by) OR #by = :id",
        "ExpressionAttributeNames": {"#by": "by", "#expires": "expires"},
        "ExpressionAttributeValues": {":id": {"S": of("$report.transaction_id")}, ":expires": EXPIRES},
    }
    return together(tables, _row(tables, "'yes'"), card, _terminal(tables, 1))


def store_and_take_back(tables: Tables) -> State:
    """Write the verdict and take the fraud back; that the card has counted there is remembered."""
    return together(tables, _row(tables, "'no'"), _terminal(tables, -1))


def together(tables: Tables, *updates: Mapping[str, Any], following: str = "Follows") -> State:
    """Make all of these updates, or none; where something has come between, all is read anew."""
    return task(
        "arn:aws:states:::aws-sdk:dynamodb:transactWriteItems",
        {"TransactItems": [{"Update": update} for update in updates]},
        retry=WRITE[0],
        timeout=tables.call_timeout,
        catch=[caught(CANCELED, following="MayTry"), caught("States.ALL", following="ReportNotStored")],
        following=following,
    )


def _row(tables: Tables, counted: str) -> dict[str, Any]:
    values = {
        ":verdict": {"S": of("$report.verdict")},
        ":by": {"S": of("$kind")},
        ":rank": {"N": of("$string($rank)")},
        ":at": {"N": of("$string($millis())")},
        ":reference": {"S": of("$exists($report.reference) ? $report.reference : ''")},
        ":counted": {"S": of(counted)},
        ":client": {"S": of("$client")},
        ":before": {"N": of("$at_before = '' ? '0' : $at_before")},
        ":marked": {"N": of("$marked = '' ? '0' : $marked")},
    }
    return {
        "TableName": tables.table,
        "Key": ROW_KEY,
        "UpdateExpression": "SET reported = :verdict, reported_by = :by, reported_rank = :rank, reported_at = :at, "
        "reported_reference = :reference, counted = :counted",
        # As it was read, or another report came between, or the code of its alert was spent.
        "ConditionExpression": "client = :client AND (attribute_not_exists(reported_at) OR reported_at = :before) AND "
        "(attribute_not_exists(not_me_at) OR not_me_at = :marked)",
        "ExpressionAttributeValues": values,
    }


def _terminal(tables: Tables, sign: int) -> dict[str, Any]:
    return {
        "TableName": tables.histories,
        "Key": TERMINAL,
        "UpdateExpression": "ADD #frauds :fraud, #ordinary :ordinary SET #expires = :expires",
        "ExpressionAttributeNames": {
            "#frauds": of("'frauds_' & $day"),
            "#ordinary": of("'ordinary_' & $day"),
            "#expires": "expires",
        },
        "ExpressionAttributeValues": {
            ":fraud": {"N": str(sign)},
            ":ordinary": {"N": of(f"$ordinary = 'true' ? '{sign}' : '0'")},
            ":expires": EXPIRES,
        },
    }
