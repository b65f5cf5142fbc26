"""Whom a statement names, in words."""

from __future__ import annotations

from policies.core.expressions import ACCOUNT

ADMINISTRATORS = "whoever this account's IAM allows it"


def principal(kind: str, value: str) -> str:
    """A service stays `events.amazonaws.com`, as the statement has it; the whole account and anybody are words."""
    if value == "*":
        return "anybody"
    if (kind, value) == ("AWS", f"arn:aws:iam::{ACCOUNT}:root"):
        return ADMINISTRATORS
    return value
