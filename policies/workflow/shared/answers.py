"""The seven answers of the workflow, and the one kind of state that gives them."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.asl import ANALYSIS, CLIENT, RECEIPT, REQUEST, STORED, TRANSACTION, VALIDATION, State
from policies.core.equality import same
from policies.core.strict_json import Json

_DECIDED: Mapping[str, Json] = {"status": "decided", "transaction_id.$": f"{TRANSACTION}.transaction_id"}
_ANALYZED = {f"{name}.$": f"{ANALYSIS}.{name}" for name in ("decision", "score", "reasons")}
STORED_DECISION: Mapping[str, Json] = {
    "decision.$": f"{STORED}.decision.S",
    "score.$": f"States.StringToJson({STORED}.score.N)",
    "reasons.$": f"States.StringToJson({STORED}.reasons.S)",
}

REJECTED: Mapping[str, Json] = {"status": "rejected", "errors.$": f"{VALIDATION}.errors"}
UNKNOWN: Mapping[str, Json] = {"status": "unknown"}
# It is queued, and not decided. By its receipt the client may ask for the decision, and by the seal nobody else.
_SEAL = f"States.Hash(States.Format('{{}} {{}}', {CLIENT}, {RECEIPT}), 'SHA-256')"
ACCEPTED: Mapping[str, Json] = {
    "status": "accepted",
    "transaction_id.$": f"{REQUEST}.transaction_id",
    "receipt.$": f"States.Format('{{}}{{}}', {RECEIPT}, {_SEAL})",
}
CONFLICT: Mapping[str, Json] = {"status": "conflict"}
DECIDED: Mapping[str, Json] = {**_DECIDED, **_ANALYZED, "duplicate": False}
REPEATED: Mapping[str, Json] = {**_DECIDED, **STORED_DECISION, "duplicate": True}
# For whom no function had time.
REPEATED_UNSEEN: Mapping[str, Json] = {**REPEATED, "transaction_id.$": f"{REQUEST}.transaction_id"}
ANSWERS: Mapping[str, Mapping[str, Json]] = {
    "rejected": REJECTED,
    "conflict": CONFLICT,
    "unknown": UNKNOWN,
    "accepted": ACCEPTED,
    "decided": DECIDED,
    "decided before": REPEATED,
    "accepted before": REPEATED_UNSEEN,
}


def answers(state: State | None, answer: Mapping[str, Json]) -> bool:
    """Whether a state ends the workflow with this answer, and does nothing else."""
    return same(state, {"Type": "Pass", "Parameters": answer, "End": True})
