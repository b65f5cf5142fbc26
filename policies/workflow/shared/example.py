"""A small workflow that every policy on workflows accepts, and what stands beside it: their shared example."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.aws.asl import TRANSACTION
from policies.aws.transient_errors import CANCELED
from policies.core.examples import Values
from policies.requirements import CLIENTS, REPORTERS
from policies.workflow.shared.answers import CONFLICT, REJECTED, REPEATED, UNKNOWN
from policies.workflow.shared.dead_letters import DEAD_LETTER, UNVALIDATED
from policies.workflow.shared.example_ending import ENDING
from policies.workflow.shared.example_request import READ_REQUEST
from policies.workflow.shared.example_tasks import (
    analyze,
    answer,
    choice,
    keep,
    overflow,
    read_accepted,
    read_marker,
    remember,
    store,
)
from policies.workflow.shared.guards import (
    ACCEPTED,
    COUNTED,
    REFUSED,
    UNCOUNTED,
    compared,
)
from policies.workflow.shared.overflow import KEPT
from policies.workflow.shared.overflow import STATES as OVERFLOW
from policies.workflow.shared.reporters import refusing
from policies.workflow.shared.resumption import RESUMED, SETTLED_BEFORE
from policies.workflow.shared.reviews import review

KEYS = {caller: f"${{aws_api_gateway_api_key.{caller}.id}}" for caller in (*CLIENTS, *REPORTERS)}


def stored(following: str) -> list[Values]:
    return [{**COUNTED, "Next": following}, UNCOUNTED]


STATES: Mapping[str, Any] = {
    "IsOfAClient": {**refusing(KEYS, "RefuseReporter", "ReadRequest")},
    "RefuseReporter": answer(UNKNOWN),
    "ReadRequest": READ_REQUEST,
    "IsValid": choice([ACCEPTED, REFUSED], "KeepUnvalidated"),
    "RejectTransaction": answer(REJECTED),
    "KeepUnvalidated": keep("validation_unavailable", UNVALIDATED, "TransactionNotStored", "TransactionNotStored"),
    **OVERFLOW,
    "ReadAccepted": read_accepted(),
    "QueueRequest": overflow(),
    "KeepRequest": keep("validation_unavailable", KEPT, "TransactionNotStored", "TransactionNotStored"),
    "AnalyzeTransaction": analyze("IsAnalyzed"),
    "IsAnalyzed": choice(stored("StoreTransaction"), "ReviewInstead"),
    "ReviewInstead": {**review("analysis_unavailable", "StoreUncounted")},
    "StoreTransaction": store("ReadStoredDecision"),
    "ReadStoredDecision": read_marker("WasStoredBefore"),
    "WasStoredBefore": choice(compared("ReadHistoryAgain"), "KeepUnstored"),
    "ReadHistoryAgain": remember(TRANSACTION, "ReviewContended", "AnalyzeTransactionAgain"),
    "AnalyzeTransactionAgain": analyze("IsAnalyzedAgain"),
    "IsAnalyzedAgain": choice(stored("StoreTransactionAgain"), "ReviewInstead"),
    "StoreTransactionAgain": store("ReadStoredDecisionAgain"),
    "ReadStoredDecisionAgain": read_marker("WasStoredMeanwhile"),
    "WasStoredMeanwhile": choice(compared("ReviewContended"), "KeepUnstored"),
    "ReviewContended": {**review("history_contended", "StoreUncounted")},
    "StoreUncounted": store("ReadStoredDecisionAtLast", CANCELED, counting=False),
    "ReadStoredDecisionAtLast": read_marker("WasStoredAtLast"),
    "WasStoredAtLast": choice(compared("KeepUnstored"), "KeepUnstored"),
    "WasSettledBefore": choice([{**SETTLED_BEFORE, "Next": "RepeatStoredDecision"}], "ResumeStoredDecision"),
    "ResumeStoredDecision": {"Type": "Pass", "Parameters": RESUMED, "Next": "PublishEvent"},
    "RepeatStoredDecision": answer(REPEATED),
    "RefuseConflict": answer(CONFLICT),
    "KeepUnstored": keep("not_stored", DEAD_LETTER, "TransactionNotStored", "TransactionNotStored"),
    "TransactionNotStored": {
        "Type": "Fail",
        "Error": "TransactionNotStored",
        "Cause": "The transaction was not stored",
    },
    **ENDING,
}

EXAMPLE: Values = {
    "type": "EXPRESS",
    "role_arn": "${aws_iam_role.workflow.arn}",
    "definition": {"StartAt": "IsOfAClient", "TimeoutSeconds": 28, "States": STATES},
    "logging_configuration": {
        "level": "ERROR",
        "include_execution_data": False,
        "log_destination": "${aws_cloudwatch_log_group.workflow.arn}:*",
    },
    "tracing_configuration": {"enabled": True},
}

BESIDE: Mapping[str, Values] = {
    **{f"aws_api_gateway_api_key.{caller}": {"name": f"fraud-detection-{caller}"} for caller in KEYS},
    "aws_lambda_function.validator": {"function_name": "transaction-validator", "timeout": 2},
    "aws_lambda_function.analyzer": {"function_name": "fraud-analyzer", "timeout": 2},
    "aws_lambda_function.notifier": {"function_name": "notification-sender", "timeout": 2},
    "aws_dynamodb_table.transactions": {"name": "transactions"},
    "aws_dynamodb_table.histories": {"name": "card-histories"},
    "aws_cloudwatch_event_bus.bus": {"name": "fraud-detection"},
    "aws_sqs_queue.dead_letters": {"name": "transaction-dead-letters"},
    "aws_sqs_queue.overflow": {"name": "transaction-overflow"},
    "aws_sqs_queue.review": {"name": "transaction-review"},
    "aws_iam_role.workflow": {"name": "transaction-processing"},
    "aws_cloudwatch_log_group.workflow": {"name": "/aws/vendedlogs/states/transaction-processing"},
}
