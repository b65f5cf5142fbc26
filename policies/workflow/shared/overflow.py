"""What becomes of a payment that a function throttles, and how the drain comes back with it: the states, as agreed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.aws.asl import ANALYSIS, CLIENT, HISTORY, RECEIPT, REQUEST
from policies.aws.transient_errors import THROTTLED
from policies.core.strict_json import Json
from policies.workflow.shared.accepted import STATES as ACCEPTED_BEFORE
from policies.workflow.shared.accepted import hashed
from policies.workflow.shared.answers import ACCEPTED as ANSWER
from policies.workflow.shared.conditions import texts, there
from policies.workflow.shared.guards import ACCEPTED, WHOLE
from policies.workflow.shared.reviews import TOKEN

MESSAGE, _GIVEN = "$.message", "$$.Execution.Input"
# The name of an execution that the drain starts ends so. The API names its own by the ids of a key and of a request.
BY_DRAIN: Mapping[str, Json] = {
    "Variable": "$$.Execution.Name",
    "StringMatches": "*_drained",
    "Next": "IsDrained",
}
# No twelve digits of any script, whatever is between them but letters: the shortest card number has as many. UUIDs that
# stand alone are left out, and the milliseconds of a time until 2033.
_UUID = "/(^|[A-Za-z][^0-9A-Za-z]*)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}([^0-9A-Za-z]*[A-Za-z]|$)/i"
_NO_DIGIT = r"\u0000-\u002f\u003a-\u007e\u00c0-\u0241\u0400-\u052f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3"
_UNHELD = (
    "{% $not($contains($join($each($states.context.Execution.Input, function($v, $k) "
    "{$k = 'timestamp' and $type($v) = 'number' ? "
    "($v < 2000000000000 and $floor($v) = $v ? '' : '0-0-0-0-0-0-0-0-0-0-0-0') : "
    f"$replace($k & 'x' & ($type($v) = 'string' ? $v : $string($v)), {_UUID}, 'x')}}), 'x'), "
    f"/[^{_NO_DIGIT}]([^0-9A-Za-z]*[^{_NO_DIGIT}]){{11}}/)) %}}"
)
MAY_OVERFLOW: Mapping[str, Any] = {
    "Type": "Choice",
    "QueryLanguage": "JSONata",
    "Choices": ({"Condition": _UNHELD, "Next": "NameRequest"},),
    "Default": "TransactionNotStored",
}
_BROUGHT = (*there(REQUEST), *there(MESSAGE), *texts(RECEIPT), *ACCEPTED["And"], *WHOLE, *texts(f"{HISTORY}.day"))
# All but the two tasks, whose retries and catchers other policies judge.
STATES: Mapping[str, Mapping[str, Any]] = {
    "MayOverflow": MAY_OVERFLOW,
    "NameRequest": {
        "Type": "Pass",
        "Parameters": {"request.$": _GIVEN, "receipt.$": hashed(_GIVEN)},
        "Next": "HasId",
    },
    # What comes from the queue is still there.
    "IsQueued": {
        "Type": "Choice",
        "Choices": ({"And": tuple(texts(MESSAGE)), "Next": "TransactionNotStored"},),
        "Default": "HasId",
    },
    **ACCEPTED_BEFORE,
    "AcceptRequest": {"Type": "Pass", "Parameters": ANSWER, "End": True},
    "IsDrained": {
        "Type": "Choice",
        "Choices": ({"And": _BROUGHT, "Next": "TakeDrained"},),
        "Default": "HasRequest",
    },
    "TakeDrained": {
        "Type": "Pass",
        "Parameters": {
            **{f"{name}.$": f"$.{name}" for name in ("request", "receipt", "message", "validation", "history")},
            "analysis": {"Payload.$": ANALYSIS, **TOKEN},
        },
        "Next": "IsAnalyzed",
    },
    "HasRequest": {
        "Type": "Choice",
        "Choices": ({**there(REQUEST)[0], "Next": "KeepRequest"},),
        "Default": "TransactionNotStored",
    },
}
# Once all else is done, the message that a payment came with is taken out of the queue.
FROM_QUEUE: Mapping[str, Json] = {"And": tuple(texts(MESSAGE))}
TAKEN: Mapping[str, Json] = {"ReceiptHandle.$": MESSAGE}
SENT: Mapping[str, Json] = {"client.$": CLIENT, "request.$": REQUEST, "receipt.$": RECEIPT}
KEPT: Mapping[str, Json] = {"client.$": CLIENT, "transaction.$": REQUEST, "analysis": None}
# In the place of the body, which may be anything, and beside what is validated.
UNVALIDATED: Mapping[str, Json] = {"ErrorEquals": (THROTTLED,), "Next": "MayOverflow"}
VALIDATED: Mapping[str, Json] = {"ErrorEquals": (THROTTLED,), "ResultPath": None, "Next": "IsQueued"}
