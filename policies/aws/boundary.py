"""The permissions boundary of every role of the other stacks: the most that it can be given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.aws.deploy_rights import Grants, Right
from policies.aws.known_grants import ACTIONS, UNSCOPED
from policies.aws.names_in_reach import MAKES, in_reach
from policies.aws.region import region
from policies.aws.said_grants import departures
from policies.core import Resource, Stack
from policies.core.expressions import ACCOUNT

TYPE = "aws_iam_policy"
NAME = "delivery-boundary"
ARN = f"arn:aws:iam::{ACCOUNT}:policy/{NAME}"
# All that a role of this system may ever be allowed, by the type of what it is allowed on.
BY_TYPE: Mapping[str, frozenset[str]] = {
    arn.removeprefix("${").partition(".")[0]: frozenset(actions.split()) for arn, actions in ACTIONS.items()
}
# What some role may do on everything, and what is done to things that no name leads to: the id of a key is AWS's own.
ANYWHERE = frozenset[str]().union(
    *(actions for by_where in UNSCOPED.values() for actions in by_where.values()),
    *(actions for type_, actions in BY_TYPE.items() if type_ not in MAKES),
)
BY_NAME = {type_: actions - ANYWHERE for type_, actions in BY_TYPE.items() if actions - ANYWHERE}
OUT_OF_REACH = frozenset({"key of ledger", "key of state"})


def bounds(here: str) -> Grants:
    """What the boundary allows and denies in this region: on names, what a deploy may make under them."""
    names = frozenset[str]().union(*(in_reach(type_, here) for type_ in BY_NAME))
    by_name = frozenset[str]().union(*BY_NAME.values())
    return {
        **{Right("Allow", action, ()): names for action in by_name},
        **{Right("Allow", action, ()): frozenset({"*"}) for action in ANYWHERE},
        Right("Deny", "kms:*", ()): OUT_OF_REACH,
    }


def beyond(policy: Resource, stack: Stack) -> Iterator[str]:
    """What the document of a boundary lets a role do that no role needs, and what it does not let one do."""
    reasons = {"beyond": "which no role needs", "short": "which roles need, or must be kept from"}
    return departures(policy, bounds(region(stack)), stack, **reasons)
