"""The agreed definition of the workflow that takes many payments in one call, state by state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policies.aws.asl import INVOKE
from policies.aws.transient_errors import THROTTLED
from policies.requirements import LARGEST_BATCH
from policies.workflow.shared.agreed_batched import ALL, choose, payment

ANY_KNOWN = "{% $count($states.input.answers[status != 'unavailable']) > 0 %}"
# A second at most, by chance: a request of the next second.
RETRIER = {
    "ErrorEquals": [THROTTLED],
    "IntervalSeconds": 1,
    "MaxAttempts": 1,
    "BackoffRate": 2,
    "MaxDelaySeconds": 2,
    "JitterStrategy": "FULL",
}


def agreed(clients: Sequence[str], drain: str | None, deciding: str | None) -> dict[str, Any]:
    """The definition, with the ids of the clients' keys, the function and the deciding workflow as references."""
    return {
        "StartAt": "IsOfAClient",
        "States": {
            "IsOfAClient": choose("Unknown", *map(_client, clients)),
            "Unknown": {"Type": "Pass", "Parameters": {"status": "unknown"}, "End": True},
            "JudgeBatch": {
                "Type": "Task",
                "Resource": INVOKE,
                "Parameters": {"FunctionName": drain, "Payload": {"batch.$": "$.transactions", "within_ms": 6_000}},
                "TimeoutSeconds": 8,
                "Retry": [RETRIER],
                "ResultSelector": {"each.$": "$.Payload.each"},
                "ResultPath": "$.judged",
                "Catch": [{"ErrorEquals": ALL, "ResultPath": "$.error", "Next": "JudgeNone"}],
                "Next": "EachPayment",
            },
            "JudgeNone": {
                "Type": "Pass",
                "Result": {"each": [{}] * LARGEST_BATCH},
                "ResultPath": "$.judged",
                "Next": "EachPayment",
            },
            "EachPayment": {
                "Type": "Map",
                "ItemsPath": "$.transactions",
                "ItemSelector": {
                    "request.$": "$$.Map.Item.Value",
                    "judged.$": "States.ArrayGetItem($.judged.each, $$.Map.Item.Index)",
                },
                "ItemProcessor": {
                    "ProcessorConfig": {"Mode": "INLINE"},
                    "StartAt": "IsJudged",
                    "States": payment(deciding),
                },
                "ResultPath": "$.answers",
                "Catch": [{"ErrorEquals": ALL, "ResultPath": "$.error", "Next": "BatchNotDecided"}],
                "Next": "IsAnyKnown",
            },
            "IsAnyKnown": {
                "Type": "Choice",
                "QueryLanguage": "JSONata",
                "Choices": [{"Condition": ANY_KNOWN, "Next": "AnswerBatch"}],
                "Default": "BatchNotDecided",
            },
            "AnswerBatch": {
                "Type": "Pass",
                "Parameters": {"status": "answered", "answers.$": "$.answers"},
                "End": True,
            },
            "BatchNotDecided": {
                "Type": "Fail",
                "Error": "BatchNotDecided",
                "Cause": "It is not known what became of the payments; the same request may be sent again",
            },
        },
    }


def _client(key: str) -> dict[str, Any]:
    return {"Variable": "$$.Execution.Name", "StringMatches": f"{key}_*", "Next": "JudgeBatch"}
