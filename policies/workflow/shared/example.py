"""A small workflow that every policy on workflows accepts, and what stands beside it: their shared example."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.aws.asl import ANALYSIS, STORED, TRANSACTION, VALIDATION
from policies.core.examples import Values
from policies.workflow.shared.example_tasks import (
    ID,
    answer,
    choice,
    invoke,
    keep,
    publish,
    read,
    selected,
    settle,
    store,
)
from policies.workflow.shared.resumption import REPEATING, RESUMED, SETTLED_BEFORE

MESSAGE = {"transaction_id.$": ID, "transaction.$": TRANSACTION, "analysis.$": ANALYSIS}
INPUT = "$$.Execution.Input"
RAW = {"transaction_id.$": f"{INPUT}.transaction_id", "transaction.$": INPUT, "analysis": None}
UNKNOWN = {"decision": "review", "score": 0, "score_text": "0", "reasons": ["analysis_unavailable"], "model": "none"}
DECIDED = {"status": "decided", "transaction_id.$": ID}
ANALYZED = {f"{name}.$": f"{ANALYSIS}.{name}" for name in ("decision", "score", "reasons")}
BEFORE = {
    "decision.$": f"{STORED}.decision.S",
    "score.$": f"States.StringToJson({STORED}.score.N)",
    "reasons.$": f"States.StringToJson({STORED}.reasons.S)",
}
VALID = {"Variable": f"{VALIDATION}.valid", "BooleanEquals": True, "Next": "AnalyzeTransaction"}
ABSENT = {"Variable": STORED, "IsPresent": False, "Next": "KeepUnstored"}
SAME = {
    "Variable": f"{STORED}.digest.S",
    "StringEqualsPath": f"{VALIDATION}.digest",
    "Next": "WasSettledBefore",
}
APPROVED = {"Variable": f"{ANALYSIS}.decision", "StringEquals": "approve", "Next": "SettleTransaction"}
HANDED = {"transaction.$": TRANSACTION, "analysis.$": ANALYSIS}

STATES: Mapping[str, Any] = {
    "ValidateTransaction": selected(
        invoke("validator", {"Payload.$": "$"}, "KeepUnvalidated", "IsValid"),
        "$.validation",
        {"token.$": "States.UUID()"},
    ),
    "IsValid": choice([VALID], "RejectTransaction"),
    "RejectTransaction": answer({"status": "rejected", "errors.$": f"{VALIDATION}.errors"}),
    "KeepUnvalidated": keep("validation_unavailable", RAW, "TransactionNotStored", "TransactionNotStored"),
    "AnalyzeTransaction": selected(
        invoke("analyzer", {"Payload": {"transaction.$": TRANSACTION}}, "ReviewInstead", "StoreTransaction"),
        "$.analysis",
        {},
    ),
    "ReviewInstead": {
        "Type": "Pass",
        "Result": {"Payload": UNKNOWN},
        "ResultPath": "$.analysis",
        "Next": "StoreTransaction",
    },
    "StoreTransaction": store(),
    "ReadStoredDecision": read(),
    "WasStoredBefore": choice([ABSENT, SAME], "RefuseConflict"),
    "WasSettledBefore": choice([{**SETTLED_BEFORE, "Next": "RepeatStoredDecision"}], "ResumeStoredDecision"),
    "ResumeStoredDecision": {"Type": "Pass", "Parameters": RESUMED, "Next": "PublishEvent"},
    "RepeatStoredDecision": answer({**DECIDED, **BEFORE, "duplicate": True}),
    "RefuseConflict": answer({"status": "conflict"}),
    "KeepUnstored": keep("not_stored", MESSAGE, "TransactionNotStored", "TransactionNotStored"),
    "TransactionNotStored": {
        "Type": "Fail",
        "Error": "TransactionNotStored",
        "Cause": "The transaction was not stored",
    },
    "PublishEvent": publish(),
    "KeepUnpublished": keep("event_not_published", MESSAGE, "TransactionNotSettled", "NeedsNotification"),
    "NeedsNotification": choice([APPROVED], "SendNotification"),
    "SendNotification": invoke("notifier", {"Payload": HANDED}, "KeepUnsent", "SettleTransaction"),
    "KeepUnsent": keep("customer_not_notified", MESSAGE, "TransactionNotSettled", "SettleTransaction"),
    "SettleTransaction": settle(),
    "WasResumed": choice([{**REPEATING, "Next": "RepeatStoredDecision"}], "Done"),
    "TransactionNotSettled": {
        "Type": "Fail",
        "Error": "TransactionNotSettled",
        "Cause": "Not all is told that follows from the decision",
    },
    "Done": answer({**DECIDED, **ANALYZED, "duplicate": False}),
}

EXAMPLE: Values = {
    "type": "EXPRESS",
    "role_arn": "${aws_iam_role.workflow.arn}",
    "definition": {"StartAt": "ValidateTransaction", "TimeoutSeconds": 28, "States": STATES},
    "logging_configuration": {
        "level": "ERROR",
        "include_execution_data": False,
        "log_destination": "${aws_cloudwatch_log_group.workflow.arn}:*",
    },
    "tracing_configuration": {"enabled": True},
}

BESIDE: Mapping[str, Values] = {
    "aws_lambda_function.validator": {"function_name": "transaction-validator", "timeout": 2},
    "aws_lambda_function.analyzer": {"function_name": "fraud-analyzer", "timeout": 2},
    "aws_lambda_function.notifier": {"function_name": "notification-sender", "timeout": 2},
    "aws_dynamodb_table.transactions": {"name": "transactions"},
    "aws_cloudwatch_event_bus.bus": {"name": "fraud-detection"},
    "aws_sqs_queue.dead_letters": {"name": "transaction-dead-letters"},
    "aws_sqs_queue.review": {"name": "transaction-review"},
    "aws_iam_role.workflow": {"name": "transaction-processing"},
    "aws_cloudwatch_log_group.workflow": {"name": "/aws/vendedlogs/states/transaction-processing"},
}
