"""Encrypted parameters, read from Systems Manager once and kept for a while."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from lambdas.shared.clients import waiting


@cache
def client(timeout_ms: int) -> Any:
    """Return this environment's one SSM client; making it takes 100 ms, so it waits for the first call."""
    return boto3.client("ssm", config=waiting(timeout_ms))


def read(*names: str, client: Any) -> Mapping[str, str]:
    """Return name → decrypted value in one call; LookupError names the parameters that do not exist."""
    answer = client.get_parameters(Names=list(names), WithDecryption=True)
    found = {parameter["Name"]: parameter["Value"] for parameter in answer["Parameters"]}
    if missing := sorted(set(names) - set(found)):
        raise LookupError(f"Parameter Store: {', '.join(missing)}: no such parameter; create it, or correct its name")
    return found


def cached(
    fetch: Callable[[], Mapping[str, str]],
    *,
    seconds: float,
    clock: Callable[[], float],
    warn: Callable[[str, str], None],
) -> Callable[[], Mapping[str, str]]:
    """Keep what `fetch` returns for `seconds` of the monotonic `clock`; if AWS fails later, serve what was known.

    After a failed refresh, calls go on for a tenth of that time with what is known, rather than each wait for the same
    failure; `warn` (as a logger does) is given the text and the name of the failure.
    """
    known: Mapping[str, str] = {}
    due = 0.0

    def current() -> Mapping[str, str]:
        nonlocal known, due
        if known and clock() < due:
            return known
        try:
            known, due = fetch(), clock() + seconds
        except (BotoCoreError, ClientError) as failure:
            if not known:
                raise
            warn("parameters were not refreshed (%s); the known ones are used", type(failure).__name__)
            due = clock() + seconds / 10
        return known

    return current
