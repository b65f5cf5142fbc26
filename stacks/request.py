"""The first state: is it a transaction at all, and beside that what is remembered of its card."""

from stacks import histories
from stacks.checks import listed, number, number_or_null, rule, text, truth
from stacks.histories import TODAY
from stacks.parts import DIGEST, HISTORY, OPTIONAL, SPLIT, TRANSACTION, VALIDATION, Parts, keep
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
# Ids as the caller sent them: the validator, which judges their form meanwhile, changes none.
CARD, MERCHANT, TERMINAL = (f"$.request.{name}" for name in ("card_token", "merchant_id", "terminal_id"))


def request(parts: Parts) -> dict[str, State]:
    """Validate and read what is remembered, at the same time; refuse what is no transaction.

    Without an answer that can be understood the body is kept, and the execution fails. What becomes of the history ends
    no validation: it has its own fallback. An error of the validation is caught here, since it ends both.
    """
    return {
        # Each key of the API opens both of its paths: who may report on payments may not make any.
        "IsOfAClient": choice([_reporting(key) for key in parts.reporting_keys], default="ReadRequest"),
        "RefuseReporter": answer({"status": "unknown"}),
        "ReadRequest": {
            "Type": "Parallel",
            # The body may be anything, and would be no object to lay something beside.
            "Parameters": {"request.$": "$"},
            "Branches": [branch("ValidateTransaction", _validation(parts)), branch("HasIds", _history(parts))],
            "ResultSelector": {"validation.$": "$[0]", "history.$": "$[1].history"},
            # In the place of the body, for the same reason; what is kept of that is the execution's input.
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "KeepUnvalidated"}],
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
        following=None,
        fallback=None,
    )
    return {"ValidateTransaction": state}


def _history(parts: Parts) -> dict[str, State]:
    """Keys are made of texts alone, and a path is only followed where it leads to one: nothing here can fail uncaught.

    A payment without a terminal, as online, reads an item that nobody writes. A key that the table refuses, since it is
    too long, is of a body that the validator refuses too.
    """
    return {
        "HasIds": choice(
            [
                rule(text(CARD, MERCHANT, TERMINAL), following="NameHistory"),
                rule(text(CARD, MERCHANT), following="NameHistoryWithoutTerminal"),
            ],
            default="HistoryUnavailable",
        ),
        "NameHistory": _named({"terminal_id.$": TERMINAL}),
        "NameHistoryWithoutTerminal": _named({"terminal_id": ""}),
        "ReadHistory": histories.read(parts, of="$.ids", following=None, fallback="HistoryUnavailable"),
        # Not the same as a card that was never seen: the analyzer then approves nothing.
        "HistoryUnavailable": {
            "Type": "Pass",
            "Result": {"available": False},
            "ResultPath": HISTORY,
            "End": True,
        },
    }


def _named(terminal: State) -> State:
    ids = {"card_token.$": CARD, "merchant_id.$": MERCHANT, **terminal}
    history = {"available": True, "day.$": TODAY}
    return {"Type": "Pass", "Parameters": {"history": history, "ids": ids}, "Next": "ReadHistory"}
