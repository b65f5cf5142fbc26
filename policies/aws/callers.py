"""Who calls the API: the keys of the clients, and of those who report on their transactions."""

from __future__ import annotations

from collections.abc import Mapping

from policies.core import Stack
from policies.requirements import CLIENTS, REPORTERS

KEY = "aws_api_gateway_api_key"
# Of the name of a key: the caller stands behind it.
PREFIX = "fraud-detection-"


def key_ids(stack: Stack) -> Mapping[str, str]:
    """The reference to the id of each caller's key, by the caller; empty where there is none."""
    return {caller: _id_of(f"{PREFIX}{caller}", stack) for caller in (*CLIENTS, *REPORTERS)}


def _id_of(name: str, stack: Stack) -> str:
    named = stack.having(KEY, "name", name)
    return f"${{{named[0].address}.id}}" if len(named) == 1 else ""
