"""The kinds of states that the agreed definition is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.reports.shared.agreed_writes import again

# The id of the key by which the API was called.
CALLER = "$split($states.context.Execution.Name, '_')[0]"


def of(path: str) -> str:
    return f"{{% $exists($states.result.Item.{path}) ? $states.result.Item.{path} : '' %}}"


def all_of(paths: Mapping[str, str]) -> dict[str, str]:
    return {name: of(path) for name, path in paths.items()}


def rule(condition: str, following: str) -> dict[str, Any]:
    return {"Condition": condition, "Next": following}


def choose(default: str, *rules: dict[str, Any]) -> dict[str, Any]:
    return {"Type": "Choice", "Choices": list(rules), "Default": default}


def get(table: str, key: object, following: str, fallback: str, **assigned: str) -> dict[str, Any]:
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::dynamodb:getItem",
        "Arguments": {"TableName": table, "ConsistentRead": True, "Key": key},
        "TimeoutSeconds": 2,
        "Retry": again("arn:aws:states:::dynamodb:getItem"),
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": fallback}],
        "Assign": assigned,
        "Next": following,
    }
