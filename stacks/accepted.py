"""What was accepted and is decided by now: who sends it again gets the decision, though no function has time for it.

Only a function knows whether two requests mean the same. So a request is known by its receipt here, a hash of all
that was sent and of who sent it: other bytes for the same payment are queued, and told apart by the drain.
"""

from stacks.checks import is_, present, rule, text
from stacks.parts import RECEIPT, REQUEST, STORED, Parts
from stacks.repetition import DECISION, REPEATABLE
from stacks.states import State, answer, choice, task
from stacks.transient import READ

_ID = f"{REQUEST}.transaction_id"
_RECEIPT = f"{STORED}.receipt.S"
_DECIDED = [
    *present(_RECEIPT),
    is_(_RECEIPT, "StringEqualsPath", RECEIPT),
    *present(f"{STORED}.settled"),
    *REPEATABLE,
]


def accepted(parts: Parts, *, otherwise: str, unnamed: str) -> dict[str, State]:
    """Answer with the decision on this very request, where all of it is told; else go on there.

    What has no id could not be asked for, and goes on at `unnamed`; the API lets none through.
    """
    key = {"transaction_id": {"S.$": _ID}, "timestamp": {"N": "0"}}
    return {
        "HasId": choice([rule(text(_ID), following="ReadAccepted")], default=unnamed),
        "ReadAccepted": task(
            "arn:aws:states:::dynamodb:getItem",
            {"TableName": parts.table, "ConsistentRead": True, "Key": key},
            retry=READ,
            timeout=parts.call_timeout,
            result="$.stored",
            following="WasAccepted",
            fallback=otherwise,
        ),
        "WasAccepted": choice([rule(_DECIDED, following="RepeatAccepted")], default=otherwise),
        "RepeatAccepted": answer({"status": "decided", "transaction_id.$": _ID, **DECISION, "duplicate": True}),
    }
