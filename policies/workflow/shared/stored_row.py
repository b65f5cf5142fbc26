"""What the workflow stores of a transaction: the row, and the marker that makes its id unique."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.asl import ANALYSIS, CLIENT, TRANSACTION, VALIDATION
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
    "rules": {"S.$": f"{ANALYSIS}.rules"},
}
_COPIED = (
    *("currency", "card_token", "merchant_id", "country", "amount_usd_text", "conversion", "terminal_id"),
    *("merchant_name", "merchant_category_code", "entry_mode", "customer_token", "device_token"),
)
# What a repetition resumes if the execution that stored it did not send everything; `settled` is added later.
MARKED: Mapping[str, Mapping[str, str]] = {
    **MARKER_KEY,
    **_DECIDED,
    "row_timestamp": _TIME,
    "alert": {"S.$": f"States.JsonToString({ANALYSIS}.alert)"},
}
ROW: Mapping[str, Mapping[str, str]] = {
    **MARKER_KEY,
    **_DECIDED,
    "timestamp": _TIME,
    "client": {"S.$": CLIENT},
    "amount": {"N.$": f"{TRANSACTION}.amount_text"},
    **{name: {"S.$": f"{TRANSACTION}.{name}"} for name in _COPIED},
    **{name: {"S.$": f"{ANALYSIS}.{name}"} for name in ("ordinary_amount", "shadow_model", "shadow_score_text")},
}
SETTLING: Mapping[str, Json] = {
    "Key": MARKER_KEY,
    "UpdateExpression": "SET settled = :settled",
    "ConditionExpression": SEEN,
    "ExpressionAttributeValues": {":settled": {"BOOL": True}},
}
