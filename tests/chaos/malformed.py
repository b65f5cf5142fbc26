"""Answers that are not what they should be: each well-formed one with one thing missing, null or of another type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from live.story import transaction

# What is well-formed, as far as its names and types go.
_MADE = ("amount_text", "timestamp_text", "amount_usd_text", "conversion", "customer_token", "device_token")
_OPTIONAL = ("terminal_id", "merchant_name", "merchant_category_code", "entry_mode")
VALIDATED = {
    "valid": True,
    "digest": "",
    "transaction": {**transaction(), **dict.fromkeys((*_MADE, *_OPTIONAL), ""), "amount_usd": 1.5},
}
ANALYZED = {
    "decision": "decline",
    "score": 0.5,
    "score_text": "0.5",
    "reasons": ["x"],
    "model": "local",
    "rules": "1",
    "ordinary_amount": "true",
    "shadow_model": "",
    "shadow_score_text": "",
    "alert": True,
    "history": {"counted": True, "state": "{}", "seen": "0", "next": "1", "expires": "9"},
    "merchant": {"counted": True, "weight": "1", "expires": "9"},
}
MARKER = {
    **{name: {"S": ""} for name in ("digest", "decision", "reasons", "alert")},
    **{name: {"N": ""} for name in ("score", "row_timestamp")},
}
ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "ValidateTransaction": VALIDATED,
    "AnalyzeTransaction": ANALYZED,
    "AnalyzeTransactionAgain": ANALYZED,
    "SendNotification": {"message_id": "m-1"},
    "ReadStoredDecision": {"Item": MARKER},
    "ReadStoredDecisionAgain": {"Item": MARKER},
    "ReadStoredDecisionAtLast": {"Item": MARKER},
}
_HISTORY: Mapping[str, Any] = {"state": "", "seen": "0", "next": "0", "expires": "0"}
# What has every name and every type that it should have, or says that it is a refusal.
_UNKNOWN: Mapping[str, Any] = {
    "an unknown decision": {**ANALYZED, "decision": "allow"},
    "an approval that is not counted": {**ANALYZED, "decision": "approve", "history": {**_HISTORY, "counted": False}},
    "a score that is no number": {**ANALYZED, "score_text": "high"},
    "a refusal without errors": {"valid": False},
    "a refusal whose errors are null": {"valid": False, "errors": None},
    "a refusal that holds a text": {"valid": False, "errors": "x"},
}


def malformed(answer: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """(what is wrong, the answer) for each way to get a function's or the table's well-formed answer wrong."""
    yield from misshapen(answer)
    yield from _UNKNOWN.items()


def misshapen(answer: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The same, of any service's answer."""
    yield from (("null", None), ("a list", []), ("a text", "approve"), ("a number", 1), ("an empty object", {}))
    yield from _within(answer)


def _within(answer: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in answer.items():
        yield f"no {name}", {key: other for key, other in answer.items() if key != name}
        for word, wrong in (("null", None), ("a list", []), ("of another type", 7 if isinstance(value, str) else "7")):
            # What an attribute of DynamoDB's holds is of its type; what an amount is worth may be unknown.
            if type(wrong) is not type(value) and name not in ("S", "N") and (name, wrong) != ("amount_usd", None):
                yield f"{name} is {word}", {**answer, name: wrong}
        if isinstance(value, Mapping):
            yield from ((f"{words}, in {name}", {**answer, name: wrong}) for words, wrong in _within(value))
