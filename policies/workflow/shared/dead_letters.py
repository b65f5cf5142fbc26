"""The body of a dead letter: the transaction with what was decided of it, before the reason is added."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.asl import ANALYSIS, CLIENT, TRANSACTION
from policies.core.strict_json import Json

_SENT_BY = {"client.$": CLIENT}
DEAD_LETTER: Mapping[str, Json] = {
    **_SENT_BY,
    "transaction_id.$": f"{TRANSACTION}.transaction_id",
    "transaction.$": TRANSACTION,
    # Not all of the analysis, in which the card's history is.
    "analysis": {f"{name}.$": f"{ANALYSIS}.{name}" for name in ("decision", "score", "reasons")},
}
# Before the validation there is only the input, of which nothing is known.
UNVALIDATED: Mapping[str, Json] = {**_SENT_BY, "transaction.$": "$$.Execution.Input", "analysis": None}
