"""Whom a statement of a policy lets in, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from policies.aws.iam import principals
from policies.core.expressions import ACCOUNT
from policies.core.strict_json import Json

OWN = re.compile(rf"arn:aws:iam::{re.escape(ACCOUNT)}:(?P<rest>.+)")


def who(statement: Mapping[str, Json]) -> str:
    """`anyone`, `another account, ...`, `the service ...`: all that the statement names, or that it names nobody."""
    return " and ".join(_who(statement)) or "whoever it does not except"


def _who(statement: Mapping[str, Json]) -> Iterator[str]:
    for kind, value in principals(statement):
        own = OWN.fullmatch(value)
        if kind in ("*", "AWS") and "*" in value:
            yield "anyone"
        elif kind == "Service":
            yield f"the service {value}"
        elif kind != "AWS":
            yield f"whoever {value} vouches for"
        elif own is None:
            yield f"another account, {value}"
        else:
            yield "everyone in this account" if own["rest"] == "root" else f"{own['rest']} of this account"
