"""The first state: is it a transaction at all, and beside that what is remembered of its card."""

from stacks.checks import listed, number, number_or_null, rule, text, truth
from stacks.overflowing import BY_DRAIN, may_overflow
from stacks.parts import DIGEST, OPTIONAL, SPLIT, TRANSACTION, VALIDATION, Parts, keep, receipt
from stacks.remembering import remembering
from stacks.states import State, answer, branch, choice, invoke

# Nothing but the body as it came is known, and nothing is read of it; what was caught stands beside it.
UNVALIDATED = {"transaction.$": "$$.Execution.Input", "analysis": None}
TEXTS = (
    *("transaction_id", "timestamp_text", "amount_text", "currency", "card_token", "merchant_id", "country"),
    *("amount_usd_text", "conversion"),
    *OPTIONAL,
)
NUMBERS = ("timestamp", "amount")
ACCEPTED = [
    *truth(f"{VALIDATION}.valid", True),
    *text(*(f"{TRANSACTION}.{name}" for name in TEXTS)),
    *number(*(f"{TRANSACTION}.{name}" for name in NUMBERS)),
    # Null where nobody knows what the currency is worth.
    *number_or_null(f"{TRANSACTION}.amount_usd"),
    *text(DIGEST),
]
REFUSED = [*truth(f"{VALIDATION}.valid", False), *listed(f"{VALIDATION}.errors")]


def request(parts: Parts) -> dict[str, State]:
    """Validate and read what is remembered, at the same time; refuse what is no transaction.

    Without an answer that can be understood the body is kept, and the execution fails. What becomes of the history ends
    no validation: it has its own fallback. An error of the validation is caught here, since it ends both.
    """
    return {
        # Each key of the API opens both of its paths: who may report on payments may not make any.
        "IsOfAClient": choice([*(_reporting(key) for key in parts.reporting_keys), BY_DRAIN], default="ReadRequest"),
        "RefuseReporter": answer({"status": "unknown"}),
        "ReadRequest": {
            "Type": "Parallel",
            # The body may be anything, and would be no object to lay something beside.
            "Parameters": {"request.$": "$", "receipt.$": receipt("$")},
            "Branches": [branch("ValidateTransaction", _validation(parts)), branch("HasIds", remembering(parts))],
            "ResultSelector": {
                "validation.$": "$[0]",
                **{f"{name}.$": f"$[1].{name}" for name in ("history", "request", "receipt")},
            },
            # In the place of the body, for the same reason; what is kept of that is the execution's input.
            "Catch": [may_overflow(), {"ErrorEquals": ["States.ALL"], "Next": "KeepUnvalidated"}],
            "Next": "IsValid",
        },
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


def _reporting(key: str) -> State:
    return {"Variable": "$$.Execution.Name", "StringMatches": f"{key}{SPLIT}*", "Next": "RefuseReporter"}


def _validation(parts: Parts) -> dict[str, State]:
    state = invoke(
        parts.validator,
        {"Payload.$": "$.request"},
        timeout=parts.invocation_timeout,
        result="$",
        retry=(),
        following=None,
        fallback=None,
    )
    return {"ValidateTransaction": state}
