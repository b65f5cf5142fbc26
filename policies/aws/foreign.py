"""ARNs that are written out and are not ours: of another account, of no account, of another region or partition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from policies.core.expressions import ACCOUNT
from policies.core.text import shortened

# The second is an ARN whose first word comes out of a reference.
ARN = re.compile(r"arn:(?<![a-z]arn:)[^\n]*|:(?<!arn:)(?<!EncryptionContext:)aws[a-z-]*:[^\n]*")


def foreign(text: str, here: str) -> Iterator[str]:
    """Each ARN in a text that is not bound to this account and the region `here`, and whose it is."""
    for arn in ARN.finditer(text):
        if not _ours(here).match(arn[0]):
            yield f"{shortened(arn[0])}, which {_whose(arn[0], here)}"


@lru_cache(maxsize=2)
def _ours(here: str) -> re.Pattern[str]:
    return re.compile(
        r"arn:aws:(?:"
        rf"[a-z0-9-]+:{here}:{re.escape(ACCOUNT)}:"
        rf"|iam::(?:{re.escape(ACCOUNT)}|aws):"
        rf"|cloudwatch::{re.escape(ACCOUNT)}:dashboard/"  # which belongs to no region
        r"|states:::"  # the workflow's calls of other services
        rf"|apigateway:{here}:(?:[a-z]*):"  # the API's calls, where a service stands in the account's place
        r")"
    )


def _whose(arn: str, here: str) -> str:
    _, _, _, region, account, *_ = (*arn.split(":"), "", "", "", "", "")
    if account.isdecimal() and len(account) == 12:
        return f"is of another account, {account}"
    if account == ACCOUNT and region not in ("", here):
        return f"is of another region, {region}"
    return f"is not bound to {here} and {ACCOUNT}"
