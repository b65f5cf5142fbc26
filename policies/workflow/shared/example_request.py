"""The first state of the workflow that the policies on workflows share as their example: two branches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.aws.asl import without
from policies.workflow.shared.accepted import hashed
from policies.workflow.shared.example_tasks import ending, invoke, remember, selected, unretried
from policies.workflow.shared.histories import AROUND
from policies.workflow.shared.overflow import UNVALIDATED

VALIDATING = unretried(invoke("validator", {"Payload.$": "$.request"}, "KeepUnvalidated", "IsValid"))
# What fails in it is caught around it.
VALIDATION = without(ending(selected(VALIDATING, "$", {})), "Catch")
READING = ending(remember("$.ids", "HistoryUnavailable", "IsValid"))
READ_REQUEST: Mapping[str, Any] = {
    "Type": "Parallel",
    "Parameters": {"request.$": "$", "receipt.$": hashed("$")},
    "Branches": [
        {"StartAt": "ValidateTransaction", "States": {"ValidateTransaction": VALIDATION}},
        {"StartAt": "HasIds", "States": {**AROUND, "ReadHistory": READING}},
    ],
    "ResultSelector": {
        "validation.$": "$[0]",
        **{f"{name}.$": f"$[1].{name}" for name in ("history", "request", "receipt")},
    },
    "Catch": [{**UNVALIDATED}, {"ErrorEquals": ["States.ALL"], "Next": "KeepUnvalidated"}],
    "Next": "IsValid",
}
