"""Encrypted parameters, read from Systems Manager once and kept for five minutes."""

import logging
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

KEPT_SECONDS = 300.0
# After a failed refresh, calls go on with what is known rather than each wait for the same failure.
RETRY_SECONDS = 30.0
# Two attempts of a second each at worst: the workflow gives the whole function only a little longer.
CONFIG = Config(connect_timeout=0.5, read_timeout=0.5, retries={"total_max_attempts": 2, "mode": "standard"})

logger = logging.getLogger(__name__)


@cache
def client() -> Any:
    """Return this environment's one SSM client; making it takes 100 ms, so it waits for the first call."""
    return boto3.client("ssm", config=CONFIG)


def read(*names: str, client: Any) -> Mapping[str, str]:
    """Return name → decrypted value in one call; LookupError names the parameters that do not exist."""
    answer = client.get_parameters(Names=list(names), WithDecryption=True)
    found = {parameter["Name"]: parameter["Value"] for parameter in answer["Parameters"]}
    if missing := sorted(set(names) - set(found)):
        raise LookupError(f"Parameter Store: {', '.join(missing)}: no such parameter; create it, or correct its name")
    return found


def cached(
    fetch: Callable[[], Mapping[str, str]], *, clock: Callable[[], float], seconds: float = KEPT_SECONDS
) -> Callable[[], Mapping[str, str]]:
    """Keep what `fetch` returns for `seconds` of the monotonic `clock`; if AWS fails later, serve what was known."""
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
            logger.warning("parameters were not refreshed (%s); the known ones are used", type(failure).__name__)
            due = clock() + RETRY_SECONDS
        return known

    return current
