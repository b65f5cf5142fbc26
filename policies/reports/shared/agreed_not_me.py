"""What the code of an alert may do: spend itself, and mark the card of its transaction until that is genuine again."""

from __future__ import annotations

from typing import Any

from policies.reports.shared.agreed_writes import EXPIRES, UNSTORED, again

EXECUTION = "$states.context.Execution.Name"
HASH = "$hash($report.code, 'SHA-256')"
# Of a customer, for fraud, once, and within seven days.
GOOD = (
    f"{{% $kind = 'customer' and $report.verdict = 'fraud' and {HASH} in $codes and "
    "($alerted = '' ? false : $millis() < $toMillis($alerted) + 604800000) and "
    f"($spent = '' or $spent = {EXECUTION}) %}}"
)
WORDS = "must be unspent, of this transaction's alert of the last seven days, and say fraud; nothing was changed"
REFUSED = {"status": "rejected", "errors": [{"field": "code", "message": WORDS}]}
CARD_KEY = {"key": {"S": "{% 'card#' & $card %}"}}
ID = {"S": "{% $report.transaction_id %}"}
NOW = {"N": "{% $string($millis()) %}"}


def spent(table: str, key: object) -> dict[str, Any]:
    """The code is one of the alert's, and nobody has spent one."""
    return {
        "TableName": table,
        "Key": key,
        "UpdateExpression": "SET spent = :execution",
        "ConditionExpression": "contains(codes, :code) AND (attribute_not_exists(spent) OR spent = :execution)",
        "ExpressionAttributeValues": {":code": {"S": f"{{% {HASH} %}}"}, ":execution": {"S": f"{{% {EXECUTION} %}}"}},
    }


def marked(histories: str) -> dict[str, Any]:
    """The mark stands beside the card's state, which the deciding workflow alone writes."""
    return {
        "TableName": histories,
        "Key": CARD_KEY,
        "UpdateExpression": "SET not_me_at = :now, not_me_by = :id, #expires = if_not_exists(#expires, :expires)",
        "ExpressionAttributeNames": {"#expires": "expires"},
        "ExpressionAttributeValues": {":now": NOW, ":id": ID, ":expires": EXPIRES},
    }


def noted(table: str, key: object) -> dict[str, Any]:
    """The payment is still called a fraud, and is still of this card."""
    return {
        "TableName": table,
        "Key": key,
        "UpdateExpression": "SET not_me_at = :now",
        "ConditionExpression": "reported = :fraud AND card_token = :card",
        "ExpressionAttributeValues": {":now": NOW, ":fraud": {"S": "fraud"}, ":card": {"S": "{% $card %}"}},
    }


def freed(histories: str) -> dict[str, Any]:
    """The card is free again, if it was marked by this transaction."""
    resource = "arn:aws:states:::dynamodb:updateItem"
    return {
        "Type": "Task",
        "Resource": resource,
        "Arguments": {
            "TableName": histories,
            "Key": CARD_KEY,
            "UpdateExpression": "REMOVE not_me_at, not_me_by",
            "ConditionExpression": "not_me_by = :id",
            "ExpressionAttributeValues": {":id": ID},
        },
        "TimeoutSeconds": 2,
        "Retry": again(resource),
        "Catch": [{"ErrorEquals": ["DynamoDB.ConditionalCheckFailedException"], "Next": "Reported"}, UNSTORED],
        "Next": "Reported",
    }
