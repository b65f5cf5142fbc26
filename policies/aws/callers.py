"""Who calls the API: the keys of the clients, and of those who report on their transactions."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.names import own_name
from policies.core import Stack
from policies.requirements import CLIENTS, REPORTERS

KEY = "aws_api_gateway_api_key"


def key_ids(stack: Stack) -> Mapping[str, str]:
    """The reference to the id of each caller's key, by the caller; empty where there is none."""
    keys = {own_name(key): f"${{{key.address}.id}}" for key in stack.of(KEY)}
    return {caller: keys.get(f"fraud-detection-{caller}", "") for caller in (*CLIENTS, *REPORTERS)}
