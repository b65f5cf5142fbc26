"""The agreed definition of the workflow that tells what became of a payment, state by state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.reports.shared.agreed_states import CALLER, all_of, choose, get, of, rule
from policies.requirements import CLIENTS

# A hash of the request and its client, and then its seal, each of 64 digits.
ASKED = {
    "asked": "{% $states.input %}",
    "client": f"{{% {CALLER} %}}",
    "receipt": "{% $substring($states.input.receipt, 0, 64) %}",
}
SEALED = "{% $substring($asked.receipt, 64) = $hash($client & ' ' & $receipt, 'SHA-256') %}"
KEY = {"transaction_id": {"S": "{% $asked.transaction_id %}"}, "timestamp": {"N": "0"}}
ROW_KEY = {**KEY, "timestamp": {"N": "{% $time %}"}}
MARKER = {
    "time": "row_timestamp.N",
    "known": "receipt.S",
    "settled": "settled",
    "decision": "decision.S",
    "score": "score.N",
    "reasons": "reasons.S",
}
REFUSAL_KEY = {"receipt": {"S": "{% $receipt %}"}}
REFUSAL = {"owner": "client.S", "errors": "errors.S"}
REFUSED = {
    "status": "rejected",
    "errors": "{% $parse($errors) %}",
}
TOLD = {
    "status": "decided",
    "transaction_id": "{% $asked.transaction_id %}",
    "decision": "{% $decision %}",
    "score": "{% $number($score) %}",
    "reasons": "{% $parse($reasons) %}",
}


def agreed(table: str, refusals: str, keys: Mapping[str, str]) -> dict[str, Any]:
    """The definition, with the names of the tables, and the ids of the keys by their callers, as references."""
    clients = [keys.get(name) for name in CLIENTS]
    return {
        "QueryLanguage": "JSONata",
        "StartAt": "WhoAsks",
        "TimeoutSeconds": 28,
        "States": {
            "WhoAsks": choose("Unknown", {**rule(f"{{% {CALLER} in {clients} %}}", "IsSealed"), "Assign": ASKED}),
            "IsSealed": choose("Unknown", rule(SEALED, "ReadMarker")),
            "ReadMarker": get(table, KEY, "WhatBecame", "DecisionNotRead", **all_of(MARKER)),
            "WhatBecame": choose(
                "DecisionNotRead",
                rule("{% $known != $receipt %}", "ReadRefusal"),
                rule("{% $settled = '' %}", "Pending"),
                rule("{% $decision in ['approve', 'review', 'decline'] %}", "ReadRow"),
            ),
            "ReadRow": get(table, ROW_KEY, "IsTheirs", "DecisionNotRead", owner=of("client.S")),
            "IsTheirs": choose("Unknown", rule("{% $owner = $client %}", "Decided")),
            "ReadRefusal": get(refusals, REFUSAL_KEY, "WasRefused", "DecisionNotRead", **all_of(REFUSAL)),
            "WasRefused": choose(
                "Conflict",
                rule("{% $owner = $client %}", "Rejected"),
                rule("{% $time = '' %}", "Pending"),
            ),
            "Rejected": {"Type": "Pass", "Output": REFUSED, "End": True},
            "Decided": {"Type": "Pass", "Output": TOLD, "End": True},
            **{name.title(): {"Type": "Pass", "Output": {"status": name}, "End": True} for name in UNTOLD},
            "DecisionNotRead": {"Type": "Fail", "Error": "DecisionNotRead"},
        },
    }


UNTOLD = ("pending", "conflict", "unknown")
