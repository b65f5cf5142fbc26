"""What the workflow sends: the event on a decision, and the body of a dead letter."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.asl import ANALYSIS, TRANSACTION
from policies.core.strict_json import Json

_FIELDS = ("transaction_id", "timestamp", "amount", "currency", "merchant_id", "country")
EVENT: Mapping[str, Json] = {
    "Source": "fraud.detection",
    "DetailType": "TransactionAnalyzed",
    "Detail": {
        **{f"{name}.$": f"{TRANSACTION}.{name}" for name in _FIELDS},
        **{f"{name}.$": f"{ANALYSIS}.{name}" for name in ("decision", "score", "reasons")},
    },
}

DEAD_LETTER: Mapping[str, Json] = {
    "transaction_id.$": f"{TRANSACTION}.transaction_id",
    "transaction.$": TRANSACTION,
    "analysis.$": ANALYSIS,
}
# Before the validation there is only the input.
_INPUT = "$$.Execution.Input"
UNVALIDATED: Mapping[str, Json] = {
    "transaction_id.$": f"{_INPUT}.transaction_id",
    "transaction.$": _INPUT,
    "analysis": None,
}
