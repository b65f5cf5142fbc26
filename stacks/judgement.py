"""The first states: is it a transaction at all, and what is thought of it."""

from stacks.checks import DECISIONS, listed, number, number_or_null, one_of, rule, text, truth
from stacks.parts import ANALYSIS, DIGEST, TRANSACTION, VALIDATION, Parts, keep
from stacks.states import State, answer, choice, invoke

# Nothing but the body as it came is known, and nothing is read of it; what was caught stands beside it.
UNVALIDATED = {"transaction.$": "$$.Execution.Input", "analysis": None}
TEXTS = (
    *("transaction_id", "timestamp_text", "amount_text", "currency", "card_token", "merchant_id"),
    *("terminal_id", "country"),
)
NUMBERS = ("timestamp", "amount")
ACCEPTED = [
    *truth(f"{VALIDATION}.valid", True),
    *text(*(f"{TRANSACTION}.{name}" for name in TEXTS)),
    *number(*(f"{TRANSACTION}.{name}" for name in NUMBERS)),
    *number_or_null(f"{TRANSACTION}.amount_usd"),
    *text(DIGEST),
]
REFUSED = [*truth(f"{VALIDATION}.valid", False), *listed(f"{VALIDATION}.errors")]
# The score is from 0 to 1 with four decimals.
ANALYZED = [
    *one_of(f"{ANALYSIS}.decision", DECISIONS),
    *number(f"{ANALYSIS}.score"),
    *one_of(f"{ANALYSIS}.score_text", ("0.*", "1.*"), "StringMatches"),
    *listed(f"{ANALYSIS}.reasons"),
    *text(f"{ANALYSIS}.model"),
]
UNDECIDED = {
    "decision": "review",
    "score": 0,
    "score_text": "0",
    "reasons": ["analysis_unavailable"],
    "model": "none",
}


def validation(parts: Parts) -> dict[str, State]:
    """Refuse what is no transaction; without an answer that can be understood, keep the body and fail."""
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
            [rule(ACCEPTED, following="AnalyzeTransaction"), rule(REFUSED, following="RejectTransaction")],
            default="KeepUnvalidated",
        ),
        "RejectTransaction": answer({"status": "rejected", "errors.$": f"{VALIDATION}.errors"}),
        "KeepUnvalidated": keep(
            parts,
            "validation_unavailable",
            following="TransactionNotStored",
            fallback="TransactionNotStored",
            message=UNVALIDATED,
        ),
    }


def analysis(parts: Parts) -> dict[str, State]:
    """Score the transaction; without an answer that can be understood a person looks at it, and it is not approved."""
    return {
        "AnalyzeTransaction": invoke(
            parts.analyzer,
            {"Payload": {"transaction.$": TRANSACTION}},
            timeout=parts.invocation_timeout,
            result="$.analysis",
            following="IsAnalyzed",
            fallback="ReviewInstead",
        ),
        "IsAnalyzed": choice([rule(ANALYZED, following="StoreTransaction")], default="ReviewInstead"),
        "ReviewInstead": {
            "Type": "Pass",
            "Result": {"Payload": UNDECIDED},
            "ResultPath": "$.analysis",
            "Next": "StoreTransaction",
        },
    }
