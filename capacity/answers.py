"""What each service answers to a task where all goes well; only what choices read later must be there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from policies.core.terraform_file import Unreadable
from policies.requirements import ANALYZER, DRAIN, NOTIFIER, VALIDATOR

INVOKE = "arn:aws:states:::lambda:invoke"
SEND = "arn:aws:states:::sqs:sendMessage"
TAKE = "arn:aws:states:::aws-sdk:sqs:deleteMessage"
PUBLISH = "arn:aws:states:::events:putEvents"
START = "arn:aws:states:::aws-sdk:sfn:startSyncExecution"

TEXTS = (
    *("transaction_id", "timestamp_text", "amount_text", "currency", "card_token", "merchant_id", "country"),
    *("amount_usd_text", "conversion", "terminal_id", "merchant_name", "merchant_category_code", "entry_mode"),
    *("customer_token", "device_token"),
)
TRANSACTION = dict.fromkeys(TEXTS, "text") | {"timestamp": 1, "amount": 25.0, "amount_usd": 25.0}
ANALYSIS = {
    **dict.fromkeys(("model", "rules", "ordinary_amount", "shadow_model", "shadow_score_text"), "text"),
    "score": 0.1,
    "score_text": "0.1",
    "reasons": [],
    "merchant": {"counted": True, "weight": "1", "expires": "1"},
    "history": {"counted": True, "state": "text", "seen": "0", "next": "1", "expires": "1"},
}


@dataclass(frozen=True)
class Payment:
    """A kind of payment: whether its customer is alerted."""

    alerted: bool

    @property
    def request(self) -> dict[str, Any]:
        """Its body, as the workflow gets it."""
        return dict.fromkeys(("transaction_id", "card_token", "merchant_id", "terminal_id"), "text")


# A kind of payment stands at 0 or 1: whether its customer is alerted.
KINDS = (Payment(alerted=False), Payment(alerted=True))


def judged(payment: Payment) -> dict[str, Any]:
    """What the drain says of one payment of a call, which the workflow goes on with."""
    history = {"available": True, "day": "text"}
    return {
        "status": "judged",
        "validation": {"Payload": _invoked(payment, VALIDATOR, {})},
        "history": history,
        "analysis": {"Payload": _invoked(payment, ANALYZER, {"history": history})},
    }


def unread() -> dict[str, Any]:
    """The answer of a drain that can read nothing: it does not know what to say of any payment of the call."""
    return {"Payload": {"each": [{"status": "unknown"} for _ in KINDS]}}


def drained(payment: Payment) -> dict[str, Any]:
    """What the drain starts the workflow with: all that it knows of a payment, and what the two functions say."""
    known = judged(payment)
    return {
        "request": payment.request,
        **dict.fromkeys(("receipt", "message"), "text"),
        "validation": known["validation"],
        "history": {**known["history"], "answer": {}},
        "analysis": known["analysis"],
    }


def answer(payment: Payment, resource: str, function: str, document: Any) -> Any:
    """The answer of a task's resource; `function` is the name of the one that it invokes."""
    if resource == INVOKE:
        return {"Payload": _invoked(payment, function, document)}
    return {}


def _invoked(payment: Payment, function: str, document: Mapping[str, Any]) -> dict[str, Any]:
    if function == VALIDATOR:
        return {"valid": True, "transaction": TRANSACTION, "digest": "text"}
    if function == ANALYZER:
        # Who has not seen the card's history approves nothing, and counts nothing.
        known = document["history"]["available"]
        decision = "review" if payment.alerted or not known else "approve"
        history = {**ANALYSIS["history"], "counted": known}  # type: ignore[dict-item]
        reasons = [] if known else ["history_unavailable"]
        return {**ANALYSIS, "decision": decision, "alert": payment.alerted, "history": history, "reasons": reasons}
    if function == DRAIN:
        return {"each": [judged(kind) for kind in KINDS]}
    if function == NOTIFIER:
        return {"message_id": "text"}
    raise Unreadable(f"the workflow invokes {function!r}, whose answer is not known in capacity/answers.py")
