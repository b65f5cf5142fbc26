"""What was accepted and is decided by now: how it is known, by a hash of all that was sent and of who sent it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.aws.asl import CLIENT, RECEIPT, REQUEST, STORED
from policies.core.strict_json import Json
from policies.workflow.shared.answers import REPEATED_UNSEEN
from policies.workflow.shared.conditions import is_, texts, there
from policies.workflow.shared.guards import REPEATABLE

_RECEIPT = f"{STORED}.receipt.S"
# The marker of the request, before anybody has validated it.
KEY: Mapping[str, Json] = {"transaction_id": {"S.$": f"{REQUEST}.transaction_id"}, "timestamp": {"N": "0"}}
_DECIDED = (
    *there(_RECEIPT),
    {"Variable": _RECEIPT, "StringEqualsPath": RECEIPT},
    is_(f"{STORED}.settled", "IsPresent"),
    *REPEATABLE,
)
# All but the read itself, whose retries and catchers other policies judge.
STATES: Mapping[str, Mapping[str, Any]] = {
    "HasId": {
        "Type": "Choice",
        "Choices": ({"And": tuple(texts(f"{REQUEST}.transaction_id")), "Next": "ReadAccepted"},),
        # Nobody could ask for what becomes of it.
        "Default": "TransactionNotStored",
    },
    "WasAccepted": {
        "Type": "Choice",
        "Choices": ({"And": _DECIDED, "Next": "RepeatAccepted"},),
        "Default": "QueueRequest",
    },
    "RepeatAccepted": {"Type": "Pass", "Parameters": REPEATED_UNSEEN, "End": True},
}


def hashed(path: str) -> str:
    """What makes a receipt of what lies at a path."""
    return f"States.Hash(States.Format('{{}} {{}}', {CLIENT}, States.JsonToString({path})), 'SHA-256')"
