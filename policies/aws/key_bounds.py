"""How a statement of a key's policy is bound: to this account's resources, and to the one that the key is used for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policies.aws.arn import arn_of
from policies.aws.iam import actions, conditions
from policies.aws.key_policies import DESCRIBE, LOG_GROUP, sent_by, service_of
from policies.aws.names import all_logs
from policies.aws.region import region
from policies.core import Stack
from policies.core.expressions import ACCOUNT
from policies.core.strict_json import Json

# Each of these operators fails where its key is absent from the request.
STRICT = frozenset({"StringEquals", "StringLike", "ArnEquals", "ArnLike"})
SERVICE = re.compile(r"[a-z]+")
LOOKING = {"aws:sourcearn": "aws_cloudwatch_event_bus"}


def is_bound(statement: Mapping[str, Json], stack: Stack) -> bool:
    """Whether every condition of a statement holds for this account only, and there is one."""
    bounds = tuple(conditions(statement))
    return bool(bounds) and all(_is_ours(*bound, stack) for bound in bounds)


def is_named(statement: Mapping[str, Json], stack: Stack) -> bool:
    """Whether a condition of a statement that allows a known service names what the service may use the key for."""
    describes = set(actions(statement)) == {DESCRIBE}
    expected = LOOKING if describes else sent_by(service_of(statement), stack) or {}
    return any(
        key in expected and _is_exact(operator, values, stack) and _are_here(expected[key], values, stack)
        for operator, key, values in conditions(statement)
    )


def all_groups(stack: Stack) -> str:
    """What the log service uses its key for: groups are made in many places, and it takes all of this account's."""
    return f"arn:aws:logs:{region(stack)}:{ACCOUNT}:log-group:*"


def _is_ours(operator: str, key: str, values: tuple[str, ...], stack: Stack) -> bool:
    if key == "aws:sourceaccount":
        return operator == "StringEquals" and values == (ACCOUNT,)
    about_ours = key == "aws:sourcearn" or key.startswith("kms:encryptioncontext:")
    return about_ours and operator in STRICT and bool(values) and all(_is_arn_here(value, stack) for value in values)


def _is_arn_here(value: str, stack: Stack) -> bool:
    service, _, rest = value.removeprefix("arn:aws:").partition(":")
    before = f"{region(stack)}:{ACCOUNT}:"
    known = value.startswith("arn:aws:") and SERVICE.fullmatch(service) is not None
    return known and rest.startswith(before) and rest != before


def _is_exact(operator: str, values: tuple[str, ...], stack: Stack) -> bool:
    """Whether the values are exact: a star is no wildcard to StringEquals, which compares letter by letter."""
    exact = operator == "StringEquals" or not any(sign in value for value in values for sign in "*?")
    return bool(values) and (exact or values == (all_groups(stack),))


def _are_here(type_: str, values: tuple[str, ...], stack: Stack) -> bool:
    """Whether each value is the ARN of a resource of this type here; the services of logs name all of them."""
    return set(values) <= stack.once(_known_here, type_)


def _known_here(stack: Stack, type_: str) -> frozenset[str | None]:
    if not type_:
        return frozenset({all_logs(stack)})
    known = frozenset(arn_of(resource, stack) for resource in stack.of(type_))
    return known | {all_groups(stack)} if type_ == LOG_GROUP else known
