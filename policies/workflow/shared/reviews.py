"""The two decisions that the workflow makes by itself: a person looks, and why."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.asl import State
from policies.core.equality import same
from policies.core.strict_json import Json

_UNDECIDED: Mapping[str, Json] = {
    "decision": "review",
    "score": 0,
    "score_text": "0",
    "model": "none",
    "rules": "none",
    "ordinary_amount": "",
    "shadow_model": "",
    "shadow_score_text": "",
    "alert": True,
}
TOKEN: Mapping[str, Json] = {"token.$": "States.UUID()", "shard.$": "States.MathRandom(0, 8)"}


def review(reason: str, following: Json) -> State:
    """The state that decides so, and goes on with what follows."""
    decided = {"Payload": {**_UNDECIDED, "reasons": (reason,)}, **TOKEN}
    return {"Type": "Pass", "Parameters": decided, "ResultPath": "$.analysis", "Next": following}


def reviews(state: State | None, reason: str, following: Json) -> bool:
    """Whether a state decides so, and does nothing else."""
    return same(state, review(reason, following))
