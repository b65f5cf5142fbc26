"""What each status means, by the workflow behind the path."""

from __future__ import annotations

from collections.abc import Mapping

from policies.requirements import BATCHING, DECIDING, LOOKING, REPORTING

# What a caller is told of any request, by status: what it means, and no answer of a workflow.
MESSAGES: Mapping[str, tuple[str, str]] = {
    "400": ("The body is not what the schema describes", ""),
    "403": ("Without a valid API key, blocked, or on another path", ""),
    "413": ("The body is too large", ""),
    "415": ("The body is not application/json", ""),
    "429": ("Too many requests; send it again after `Retry-After` seconds", ""),
    "500": ("The request could not be processed", ""),
    "503": ("It is not known whether it was processed; send the same again after `Retry-After` seconds", ""),
    "504": ("It took too long; send the same again after `Retry-After` seconds", ""),
}
# By the workflow behind the path, each status with what it means, and which of the workflow's answers it carries.
STATUSES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    DECIDING: {
        **MESSAGES,
        "200": ("Decided; sent again, the same transaction gets the same decision", "decided"),
        "202": (
            "Accepted, and no approval; ask at `Location`, or send it again, after `Retry-After` seconds",
            "accepted",
        ),
        "409": ("Another transaction was sent under this id before", "conflict"),
        "422": ("The body fits the schema and is refused: each error names a field, and repeats no value", "rejected"),
    },
    BATCHING: {
        **MESSAGES,
        "200": ("Each transaction has an answer of its own", "answered"),
        "404": ("The key is not a client's", "unknown"),
    },
    REPORTING: {
        **MESSAGES,
        "200": ("Noted; `verdict` is what is held for true now, which may be that of a bank or a reviewer", "reported"),
        "404": ("No transaction of the caller's client has this id", "unknown"),
    },
    LOOKING: {
        **MESSAGES,
        "200": ("Decided", "decided"),
        "202": ("Not decided yet, and no approval; ask again after `Retry-After` seconds", "pending"),
        "400": ("The receipt is missing", ""),
        "404": ("The receipt is not of the caller's client", "unknown"),
        "409": (
            "Another request with this id was decided; send the transaction again to hear what it says",
            "conflict",
        ),
        "422": ("Refused when it came out of the queue: each error names a field, and repeats no value", "rejected"),
    },
}
