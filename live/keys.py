"""The callers' keys in a local AWS: no two are the same, and each follows from the client's."""

from __future__ import annotations

CLIENT = "fraud-detection-client"


def key_of(caller: str, api_key: str) -> str:
    """The key of `fraud-detection-client-customers`, where that of the client itself is `api_key`."""
    return f"{api_key}{caller.removeprefix(CLIENT).replace('-', '')}"
