"""The first states: is it a transaction at all, and what is thought of it."""

from stacks.parts import TRANSACTION, Parts, keep
from stacks.states import State, answer, choice, invoke

# Nothing but the body as it came is known; what was caught stands beside it in the execution's data.
UNVALIDATED = {
    "transaction_id.$": "$$.Execution.Input.transaction_id",
    "transaction.$": "$$.Execution.Input",
    "analysis": None,
}
UNDECIDED = {
    "decision": "review",
    "score": 0,
    "score_text": "0",
    "reasons": ["analysis_unavailable"],
    "model": "none",
}


def validation(parts: Parts) -> dict[str, State]:
    """Refuse what is no transaction; without an answer, keep the body and fail."""
    return {
        "ValidateTransaction": invoke(
            parts.validator,
            {"Payload.$": "$"},
            select={"token.$": "States.UUID()"},
            timeout=parts.invocation_timeout,
            result="$.validation",
            following="IsValid",
            fallback="KeepUnvalidated",
        ),
        "IsValid": choice(
            [{"Variable": "$.validation.Payload.valid", "BooleanEquals": True, "Next": "AnalyzeTransaction"}],
            default="RejectTransaction",
        ),
        "RejectTransaction": answer({"status": "rejected", "errors.$": "$.validation.Payload.errors"}),
        "KeepUnvalidated": keep(
            parts,
            "validation_unavailable",
            following="TransactionNotStored",
            fallback="TransactionNotStored",
            message=UNVALIDATED,
        ),
    }


def analysis(parts: Parts) -> dict[str, State]:
    """Score the transaction; without an answer a person looks at it, and it is never approved."""
    return {
        "AnalyzeTransaction": invoke(
            parts.analyzer,
            {"Payload": {"transaction.$": TRANSACTION}},
            timeout=parts.invocation_timeout,
            result="$.analysis",
            following="StoreTransaction",
            fallback="ReviewInstead",
        ),
        "ReviewInstead": {
            "Type": "Pass",
            "Result": {"Payload": UNDECIDED},
            "ResultPath": "$.analysis",
            "Next": "StoreTransaction",
        },
    }
