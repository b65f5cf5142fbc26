"""What was agreed to become of one payment of a call with many."""

from __future__ import annotations

from typing import Any

from policies.aws.asl import CLIENT, REQUEST, RUN
from policies.workflow.shared.accepted import hashed
from policies.workflow.shared.conditions import all_of, listed, one_of, texts, there

ID = {"transaction_id.$": f"{REQUEST}.transaction_id"}
ALL = ["States.ALL"]
BROUGHT = {f"{name}.$": f"$.judged.{name}" for name in ("validation", "history", "analysis")}
REFUSED = [one_of("$.judged.status", "StringEquals", "rejected"), listed("$.judged.errors")]
ANSWERED = [one_of("$.ended.Status", "StringEquals", "SUCCEEDED"), texts("$.ended.Output")]


def payment(deciding: str | None) -> dict[str, Any]:
    """The states, with the deciding workflow as a reference."""
    return {
        "IsJudged": choose(
            "DecideAlone",
            all_of(*REFUSED, following="RefusePayment"),
            all_of(*map(there, BROUGHT.values()), following="BringJudged"),
        ),
        "RefusePayment": _end(Parameters={**ID, "status": "rejected", "errors.$": "$.judged.errors"}),
        "BringJudged": {
            "Type": "Pass",
            "Parameters": {
                "request.$": REQUEST,
                # No message: it is in no queue.
                "given": {"request.$": REQUEST, "receipt.$": hashed(REQUEST), "message": None, **BROUGHT},
            },
            "Next": "StoreJudged",
        },
        "StoreJudged": _run(deciding, "$.given", "drained"),
        "DecideAlone": _run(deciding, REQUEST, "api"),
        "IsAnswered": choose("NotDecided", all_of(*ANSWERED, following="AnswerPayment")),
        "AnswerPayment": {
            "Type": "Pass",
            "Parameters": {"id": ID, "answer.$": "States.StringToJson($.ended.Output)"},
            "Next": "NameAnswer",
        },
        "NameAnswer": _end(Parameters={"answer.$": "States.JsonMerge($.answer, $.id, false)"}, OutputPath="$.answer"),
        "NotDecided": _end(Parameters={**ID, "status": "unavailable"}),
    }


def choose(default: str, *rules: dict[str, Any]) -> dict[str, Any]:
    """A choice."""
    return {"Type": "Choice", "Choices": list(rules), "Default": default}


def _end(**fields: Any) -> dict[str, Any]:
    return {"Type": "Pass", **fields, "End": True}


def _run(deciding: str | None, given: str, end: str) -> dict[str, Any]:
    """An execution of the payment's client; its name says by its end whether the drain has judged it."""
    return {
        "Type": "Task",
        "Resource": RUN,
        "Parameters": {
            "StateMachineArn": deciding,
            "Name.$": f"States.Format('{{}}_{{}}_{end}', {CLIENT}, States.UUID())",
            "Input.$": f"States.JsonToString({given})",
        },
        "TimeoutSeconds": 14,
        "Retry": [],
        "ResultPath": "$.ended",
        "Catch": [{"ErrorEquals": ALL, "ResultPath": "$.error", "Next": "NotDecided"}],
        "Next": "IsAnswered",
    }
