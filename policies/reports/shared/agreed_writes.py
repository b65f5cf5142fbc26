"""What a report may write: the verdict at the row, a count at the terminal, and that the card has counted there."""

from __future__ import annotations

from typing import Any

from policies.aws.transient_errors import TRANSIENT

STORED = "SET reported = :verdict, reported_by = :by, reported_rank = :rank, reported_at = :at, "
EXPIRES = {"N": "{% $string($floor($millis() / 1000) + 5184000) %}"}
UNSTORED = {"ErrorEquals": ["States.ALL"], "Next": "ReportNotStored"}


def note(table: str, key: object) -> dict[str, Any]:
    """The verdict alone."""
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::dynamodb:updateItem",
        "Arguments": _row(table, key, "{% $counted = 'yes' and $report.verdict = 'fraud' ? 'yes' : 'no' %}"),
        "TimeoutSeconds": 2,
        "Retry": again("arn:aws:states:::dynamodb:updateItem"),
        "Catch": [{"ErrorEquals": ["DynamoDB.ConditionalCheckFailedException"], "Next": "MayTry"}, UNSTORED],
        "Next": "Follows",
    }


def writing(*updates: dict[str, Any]) -> dict[str, Any]:
    """All of these, or none."""
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::aws-sdk:dynamodb:transactWriteItems",
        "Arguments": {"TransactItems": [{"Update": update} for update in updates]},
        "TimeoutSeconds": 2,
        "Retry": again("arn:aws:states:::aws-sdk:dynamodb:transactWriteItems"),
        "Catch": [{"ErrorEquals": ["DynamoDb.TransactionCanceledException"], "Next": "MayTry"}, UNSTORED],
        "Next": "Follows",
    }


def count(table: str, key: object, counted: str) -> dict[str, Any]:
    """The verdict, and whether the fraud is counted."""
    return _row(table, key, f"{{% '{counted}' %}}")


def taken(histories: str) -> dict[str, Any]:
    """That the card has counted at the terminal, by this very transaction."""
    return {
        "TableName": histories,
        "Key": {"key": {"S": "{% 'reported#' & $terminal & '#' & $card %}"}},
        "UpdateExpression": "SET #by = :id, #expires = :expires",
        "ConditionExpression": "attribute_not_exists(#by) OR #by = :id",
        "ExpressionAttributeNames": {"#by": "by", "#expires": "expires"},
        "ExpressionAttributeValues": {":id": {"S": "{% $report.transaction_id %}"}, ":expires": EXPIRES},
    }


def terminal(histories: str, sign: int) -> dict[str, Any]:
    """One fraud more, or less, on the day of the payment."""
    return {
        "TableName": histories,
        "Key": {"key": {"S": "{% 'terminal#' & $terminal %}"}},
        "UpdateExpression": "ADD #frauds :fraud, #ordinary :ordinary SET #expires = :expires",
        "ExpressionAttributeNames": {
            "#frauds": "{% 'frauds_' & $day %}",
            "#ordinary": "{% 'ordinary_' & $day %}",
            "#expires": "expires",
        },
        "ExpressionAttributeValues": {
            ":fraud": {"N": str(sign)},
            ":ordinary": {"N": f"{{% $ordinary = 'true' ? '{sign}' : '0' %}}"},
            ":expires": EXPIRES,
        },
    }


def again(resource: str) -> list[dict[str, Any]]:
    """A task is tried again twice after what may pass, as those of the other workflow are."""
    limits = {"IntervalSeconds": 1, "MaxAttempts": 2, "BackoffRate": 2, "MaxDelaySeconds": 2, "JitterStrategy": "FULL"}
    return [{"ErrorEquals": sorted(TRANSIENT[resource]), **limits}]


def _row(table: str, key: object, counted: str) -> dict[str, Any]:
    return {
        "TableName": table,
        "Key": key,
        "UpdateExpression": f"{STORED}reported_reference = :reference, counted = :counted",
        "ConditionExpression": "client = :client AND (attribute_not_exists(reported_at) OR reported_at = :before) AND "
        "(attribute_not_exists(not_me_at) OR not_me_at = :marked)",
        "ExpressionAttributeValues": {
            ":verdict": {"S": "{% $report.verdict %}"},
            ":by": {"S": "{% $kind %}"},
            ":rank": {"N": "{% $string($rank) %}"},
            ":at": {"N": "{% $string($millis()) %}"},
            ":reference": {"S": "{% $exists($report.reference) ? $report.reference : '' %}"},
            ":counted": {"S": counted},
            ":client": {"S": "{% $client %}"},
            ":before": {"N": "{% $at_before = '' ? '0' : $at_before %}"},
            ":marked": {"N": "{% $marked = '' ? '0' : $marked %}"},
        },
    }
