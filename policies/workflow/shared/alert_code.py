"""The code of an alert, by which its customer says *not me*: how it is drawn, and what is stored of it."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.asl import State
from policies.core.equality import same
from policies.core.strict_json import Json
from policies.workflow.shared.stored_row import SETTLING

PLACE = "$.not_me"
CODE = f"{PLACE}.code"
HASH = f"States.Array(States.Hash({CODE}, 'SHA-256'))"
# 122 random bits, and 32 of another 122.
_RANDOM = "States.Format('{}{}', States.UUID(), States.ArrayGetItem(States.StringSplit(States.UUID(), '-'), 0))"
SETTLING_ALERTED: Mapping[str, Json] = {
    **SETTLING,
    "UpdateExpression": "SET settled = :settled, alerted_at = :at ADD codes :codes",
    "ExpressionAttributeValues": {
        ":settled": {"BOOL": True},
        ":at": {"S.$": "$$.State.EnteredTime"},
        ":codes": {"SS.$": HASH},
    },
}


def draw(following: Json) -> State:
    """The state that draws the code, and goes on with what follows."""
    return {"Type": "Pass", "Parameters": {"code.$": _RANDOM}, "ResultPath": PLACE, "Next": following}


def draws(state: State | None) -> bool:
    """Whether a state draws the code, and does nothing else."""
    return state is not None and same(state, draw(state.get("Next")))
