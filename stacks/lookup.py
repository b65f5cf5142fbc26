"""What became of an accepted payment, in JSONata: its decision to whoever has the receipt, and to nobody else.

A receipt is a hash of the request and its client, and carries a seal of the client's key: with another client's receipt
nothing is even read. The id of a key is no secret, and a client could make a seal for a receipt of others: the row says
whose it is, and its decision is told to nobody else. Of the client's own payments a receipt finds the decision on the
very request that it was given for, never on another one under the same id.
"""

from collections.abc import Sequence
from typing import Any

from stacks.checks import DECISIONS
from stacks.jsonata import answer, choice, of, when
from stacks.reading import CALLER, found, read

# Hexadecimal digits of a hash: those of the receipt proper, before those of its seal.
DIGITS = 64
SEALED = f"$substring($asked.receipt, {DIGITS}) = $hash($client & ' ' & $receipt, 'SHA-256')"
KEY = {"transaction_id": {"S": of("$asked.transaction_id")}, "timestamp": {"N": "0"}}
MARKER = {
    "time": "row_timestamp.N",
    "known": "receipt.S",
    "settled": "settled",
    "decision": "decision.S",
    "score": "score.N",
    "reasons": "reasons.S",
}


def lookup(table: str, refusals: str, clients: Sequence[str], *, call_timeout: int, timeout: int) -> dict[str, Any]:
    """Return the workflow in the Amazon States Language; clients are known by the ids of their keys.

    Of the two tables one holds what was decided, and the other what was refused when it came out of the queue.
    """
    asked = {
        "asked": of("$states.input"),
        "client": of(CALLER),
        "receipt": of(f"$substring($states.input.receipt, 0, {DIGITS})"),
    }
    marker = {name: found(path) for name, path in MARKER.items()}
    return {
        "Comment": "Tell a client what became of a payment that was accepted",
        "QueryLanguage": "JSONata",
        "StartAt": "WhoAsks",
        "TimeoutSeconds": timeout,
        "States": {
            "WhoAsks": choice([when(f"{CALLER} in {[*clients]}", "IsSealed", **asked)], default="Unknown"),
            "IsSealed": choice([when(SEALED, "ReadMarker")], default="Unknown"),
            "ReadMarker": read(
                table, KEY, marker, timeout=call_timeout, following="WhatBecame", fallback="DecisionNotRead"
            ),
            "WhatBecame": choice(
                [
                    # Of the very request nothing is decided; it may have been refused when it came out of the queue.
                    when("$known != $receipt", "ReadRefusal"),
                    # Decided, and not yet told to all who are told.
                    when("$settled = ''", "Pending"),
                    when(f"$decision in {[*DECISIONS]}", "ReadRow"),
                ],
                default="DecisionNotRead",
            ),
            "ReadRow": read(
                table,
                {**KEY, "timestamp": {"N": of("$time")}},
                {"owner": found("client.S")},
                timeout=call_timeout,
                following="IsTheirs",
                fallback="DecisionNotRead",
            ),
            "IsTheirs": choice([when("$owner = $client", "Decided")], default="Unknown"),
            "ReadRefusal": read(
                refusals,
                {"receipt": {"S": of("$receipt")}},
                {"owner": found("client.S"), "errors": found("errors.S")},
                timeout=call_timeout,
                following="WasRefused",
                fallback="DecisionNotRead",
            ),
            "WasRefused": choice(
                [
                    # What was refused of others looks like what was never refused.
                    when("$owner = $client", "Rejected"),
                    when("$time = ''", "Pending"),
                ],
                default="Conflict",
            ),
            "Rejected": answer(status="rejected", errors=of("$parse($errors)")),
            "Decided": answer(
                status="decided",
                transaction_id=of("$asked.transaction_id"),
                decision=of("$decision"),
                score=of("$number($score)"),
                reasons=of("$parse($reasons)"),
            ),
            "Pending": answer(status="pending"),
            "Conflict": answer(status="conflict"),
            "Unknown": answer(status="unknown"),
            "DecisionNotRead": {
                "Type": "Fail",
                "Error": "DecisionNotRead",
                "Cause": "It is not known what became of the transaction; ask again",
            },
        },
    }
