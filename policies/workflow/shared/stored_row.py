"""What the workflow stores of a transaction: the row, and the marker that makes its id unique."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.asl import ANALYSIS, TRANSACTION, VALIDATION
from policies.core.strict_json import Json

UNSEEN = "attribute_not_exists(transaction_id)"
SEEN = "attribute_exists(transaction_id)"
MARKER_KEY: Mapping[str, Mapping[str, str]] = {
    "transaction_id": {"S.$": f"{TRANSACTION}.transaction_id"},
    "timestamp": {"N": "0"},
}
_TIME = {"N.$": f"{TRANSACTION}.timestamp_text"}
_DECIDED: Mapping[str, Mapping[str, str]] = {
    "digest": {"S.$": f"{VALIDATION}.digest"},
    "decision": {"S.$": f"{ANALYSIS}.decision"},
    "score": {"N.$": f"{ANALYSIS}.score_text"},
    "reasons": {"S.$": f"States.JsonToString({ANALYSIS}.reasons)"},
    "model": {"S.$": f"{ANALYSIS}.model"},
}
# What a repetition resumes if the execution that stored it did not send everything; `settled` is added later.
MARKED: Mapping[str, Mapping[str, str]] = {**MARKER_KEY, **_DECIDED, "row_timestamp": _TIME}
ROW: Mapping[str, Mapping[str, str]] = {
    **MARKER_KEY,
    **_DECIDED,
    "timestamp": _TIME,
    "amount": {"N.$": f"{TRANSACTION}.amount_text"},
    "currency": {"S.$": f"{TRANSACTION}.currency"},
    "card_token": {"S.$": f"{TRANSACTION}.card_token"},
    "merchant_id": {"S.$": f"{TRANSACTION}.merchant_id"},
    "terminal_id": {"S.$": f"{TRANSACTION}.terminal_id"},
    "country": {"S.$": f"{TRANSACTION}.country"},
}
SETTLING: Mapping[str, Json] = {
    "Key": MARKER_KEY,
    "UpdateExpression": "SET settled = :settled",
    "ConditionExpression": SEEN,
    "ExpressionAttributeValues": {":settled": {"BOOL": True}},
}
