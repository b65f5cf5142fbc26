"""What the workflow stores of a transaction: the row, and the marker that makes its id unique."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.asl import ANALYSIS, CLIENT, RECEIPT, TRANSACTION, VALIDATION
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
    "receipt": {"S.$": RECEIPT},
}
_ROW: Mapping[str, Mapping[str, str]] = {
    **_DECIDED,
    "client": {"S.$": CLIENT},
    "amount": {"N.$": f"{TRANSACTION}.amount_text"},
    **{name: {"S.$": f"{TRANSACTION}.{name}"} for name in _COPIED},
    **{name: {"S.$": f"{ANALYSIS}.{name}"} for name in ("ordinary_amount", "shadow_model", "shadow_score_text")},
}
# The index of open reviews is keyed by `review_shard`: a row that nobody has to review has another attribute instead.
_SHARD = {"S.$": "States.Format('{}', $.analysis.shard)"}
ROW: Mapping[str, Json] = {
    "Key": {**MARKER_KEY, "timestamp": _TIME},
    "UpdateExpression": "SET " + ", ".join(f"#{name} = :{name}" for name in sorted((*_ROW, "shard"))),
    "ConditionExpression": UNSEEN,
    "ExpressionAttributeNames": {
        **{f"#{name}": name for name in _ROW},
        "#shard.$": f"States.Format('{{}}_shard', {ANALYSIS}.decision)",
    },
    "ExpressionAttributeValues": {**{f":{name}": value for name, value in _ROW.items()}, ":shard": _SHARD},
}
SETTLING: Mapping[str, Json] = {
    "Key": MARKER_KEY,
    "UpdateExpression": "SET settled = :settled",
    "ConditionExpression": SEEN,
    "ExpressionAttributeValues": {":settled": {"BOOL": True}},
}
