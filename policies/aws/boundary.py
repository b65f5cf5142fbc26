"""The permissions boundary of every role of the other stacks: the most that it can be given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policies.aws.iam import statements, texts
from policies.aws.known_grants import ACTIONS, UNSCOPED
from policies.core import Resource, Stack
from policies.core.equality import same
from policies.core.expressions import ACCOUNT

TYPE = "aws_iam_policy"
NAME = "delivery-boundary"
ARN = f"arn:aws:iam::{ACCOUNT}:policy/{NAME}"
# All that any role of this system may ever be allowed, and so nothing by which rights are given.
BOUNDED = sorted(
    {action for actions in ACTIONS.values() for action in actions.split()}.union(
        *(actions for by_where in UNSCOPED.values() for actions in by_where.values())
    )
)


def boundary() -> Mapping[str, Any]:
    """The document of the boundary."""
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": BOUNDED, "Resource": ["*"]}]}


def beyond(policy: Resource, _: Stack) -> Iterator[str]:
    """What the document of a boundary lets a role do that no role needs, and what it does not let one do."""
    said = statements(policy.get("policy"))
    if len(said) != 1 or not _is_plain(said[0]):
        yield "is not one statement that allows actions on everything, and nothing else"
    listed = {action for statement in said for action in texts(statement.get("Action"))}
    yield from (f"lets roles do {action}, which none of them needs" for action in sorted(listed - {*BOUNDED}))
    yield from (f"does not let roles do {action}, which one of them needs" for action in sorted({*BOUNDED} - listed))


def _is_plain(statement: Mapping[str, Any]) -> bool:
    known = {key: value for key, value in statement.items() if key not in ("Action", "Sid")}
    return same(known, {"Effect": "Allow", "Resource": ["*"]})
