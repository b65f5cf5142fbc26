"""The four answers of the workflow, and the one kind of state that gives them."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.asl import ANALYSIS, STORED, TRANSACTION, VALIDATION, State
from policies.core.equality import same
from policies.core.strict_json import Json

_ABOUT: Mapping[str, Json] = {"status": "decided", "transaction_id.$": f"{TRANSACTION}.transaction_id"}
_FIRST = {f"{name}.$": f"{ANALYSIS}.{name}" for name in ("decision", "score", "reasons")}
AGAIN: Mapping[str, Json] = {
    "decision.$": f"{STORED}.decision.S",
    "score.$": f"States.StringToJson({STORED}.score.N)",
    "reasons.$": f"States.StringToJson({STORED}.reasons.S)",
}

REJECTED: Mapping[str, Json] = {"status": "rejected", "errors.$": f"{VALIDATION}.errors"}
CONFLICT: Mapping[str, Json] = {"status": "conflict"}
DECIDED: Mapping[str, Json] = {**_ABOUT, **_FIRST, "duplicate": False}
REPEATED: Mapping[str, Json] = {**_ABOUT, **AGAIN, "duplicate": True}
ANSWERS: Mapping[str, Mapping[str, Json]] = {
    "rejected": REJECTED,
    "conflict": CONFLICT,
    "decided": DECIDED,
    "decided before": REPEATED,
}


def answers(state: State | None, answer: Mapping[str, Json]) -> bool:
    """Whether a state ends the workflow with this answer, and does nothing else."""
    return same(state, {"Type": "Pass", "Parameters": answer, "End": True})
