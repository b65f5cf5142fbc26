"""What becomes of many payments that come in one call: judged together, and each one stored and told by itself.

One call of the drain judges them all. Each is then decided by the workflow that decides every payment, which goes on at
storing; whatever the drain could not judge it decides from the beginning, as if the payment had come alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stacks.batched import JUDGED, OPEN, payment
from stacks.parts import SPLIT
from stacks.schema import MOST
from stacks.states import State, answer, choice, task
from stacks.transient import THROTTLED

ANY_KNOWN = f"{{% $count($states.input.answers[status != '{OPEN}']) > 0 %}}"


@dataclass(frozen=True, kw_only=True)
class BatchParts:
    """Ids of the keys of clients, ARNs of the function and of the deciding workflow; times in seconds."""

    clients: Sequence[str]
    drain: str
    deciding: str
    judging_timeout: int
    payment_timeout: int
    timeout: int


def batch(parts: BatchParts) -> dict[str, Any]:
    """Return the workflow in the Amazon States Language (JSONPath)."""
    return {
        "Comment": "Decide about the payments of one call, each for itself",
        "StartAt": "IsOfAClient",
        "TimeoutSeconds": parts.timeout,
        "States": {
            "IsOfAClient": choice([_client(key) for key in parts.clients], default="Unknown"),
            "Unknown": answer({"status": "unknown"}),
            "JudgeBatch": {
                **task(
                    "arn:aws:states:::lambda:invoke",
                    {
                        "FunctionName": parts.drain,
                        # What it has not judged by then is decided by itself; the rest is for starting it, and for the
                        # one that it is at.
                        "Payload": {"batch.$": "$.transactions", "within_ms": (parts.judging_timeout - 2) * 1_000},
                    },
                    # Only what was refused at once: there is little time.
                    once=(THROTTLED,),
                    timeout=parts.judging_timeout,
                    result=JUDGED,
                    following="EachPayment",
                    # Each by itself has retries of its own, and a queue.
                    fallback="JudgeNone",
                ),
                "ResultSelector": {"each.$": "$.Payload.each"},
            },
            "JudgeNone": {
                "Type": "Pass",
                "Result": {"each": [{} for _ in range(MOST)]},
                "ResultPath": JUDGED,
                "Next": "EachPayment",
            },
            "EachPayment": {
                "Type": "Map",
                "ItemsPath": "$.transactions",
                "ItemSelector": {
                    "request.$": "$$.Map.Item.Value",
                    "judged.$": f"States.ArrayGetItem({JUDGED}.each, $$.Map.Item.Index)",
                },
                "ItemProcessor": {
                    "ProcessorConfig": {"Mode": "INLINE"},
                    "StartAt": "IsJudged",
                    "States": payment(parts.deciding, timeout=parts.payment_timeout),
                },
                "ResultPath": "$.answers",
                "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "BatchNotDecided"}],
                "Next": "IsAnyKnown",
            },
            # Else something is wrong with all of them, and the alarm on executions that fail rings.
            "IsAnyKnown": {
                "Type": "Choice",
                "QueryLanguage": "JSONata",
                "Choices": [{"Condition": ANY_KNOWN, "Next": "AnswerBatch"}],
                "Default": "BatchNotDecided",
            },
            "AnswerBatch": answer({"status": "answered", "answers.$": "$.answers"}),
            "BatchNotDecided": {
                "Type": "Fail",
                "Error": "BatchNotDecided",
                "Cause": "It is not known what became of the payments; the same request may be sent again",
            },
        },
    }


def _client(key: str) -> State:
    return {"Variable": "$$.Execution.Name", "StringMatches": f"{key}{SPLIT}*", "Next": "JudgeBatch"}
