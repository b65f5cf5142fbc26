"""What the roles that plan and deploy may do: what must be, by the reviewed tables, and what their policies say."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from policies.aws.buckets import NAMES, data_of
from policies.aws.iam import conditions, statements, texts
from policies.aws.keys import class_of
from policies.aws.provider_rights import DEPLOY, PLAN, rights
from policies.aws.region import region
from policies.core import Resource, Stack
from policies.core.expressions import ACCOUNT, PLAIN

TABLE: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("deploy_grants.toml").read_text(encoding="utf-8"))
# By the names of the roles: what they are for.
ROLES = {"delivery-plan": "plan", "delivery-deploy": "deploy"}
PHASES = {"plan": PLAN, "deploy": DEPLOY}
Condition = tuple[tuple[str, str, tuple[str, ...]], ...]


class Grant(NamedTuple):
    """An action on one resource, under a condition, allowed or denied."""

    effect: str
    action: str
    resource: str
    condition: Condition

    def __str__(self) -> str:
        bounds = " and ".join(f"{operator} {key} {', '.join(values)}" for operator, key, values in self.condition)
        return f"{self.action} on {self.resource}{f' under {bounds}' if bounds else ''}"


def departures_of_grants(role_policy: Resource, stack: Stack) -> Iterator[str]:
    """What a policy of these roles grants and no deploy needs, and what is needed and it does not grant."""
    role = stack.resolve(role_policy.get("role"))
    purpose = ROLES.get(str(role.get("name"))) if role is not None and role.type == "aws_iam_role" else None
    must, says = set(needed(purpose, region(stack))) if purpose else set(), set(_said(role_policy, stack))
    for grant in sorted(says - must):
        verb = "denies" if grant.effect == "Deny" else "allows"
        yield f"{verb} too much: {grant}, which no {purpose or 'role of this stack'} needs"
    for grant in sorted(must - says):
        verb = "does not deny" if grant.effect == "Deny" else "allows too little"
        yield f"{verb}: {grant}, which the role needs to {purpose}"


def needed(purpose: str, here: str) -> Iterator[Grant]:
    """All that the role for this purpose is allowed and denied, by the tables, in this region."""
    for action in rights(PHASES[purpose]):
        for row in rows_of(action):
            yield from _grants("Allow", [action], row, here)
    for table, effect in (("beside", "Allow"), ("denied", "Deny")):
        for row in TABLE[table]:
            if purpose in row["roles"]:
                yield from _grants(effect, row["actions"], row, here)


def rows_of(action: str) -> tuple[Mapping[str, Any], ...]:
    """The rows of the table that say on what an action is allowed."""
    named = tuple(row for row in TABLE["on"] if action in row["actions"])
    return named or tuple(row for row in TABLE["on"] if f"{action.partition(':')[0]}:*" in row["actions"])


def _grants(effect: str, actions: Iterable[str], row: Mapping[str, Any], here: str) -> Iterator[Grant]:
    condition = tuple(
        sorted(
            (operator, key.lower(), _here([values] if isinstance(values, str) else values, here))
            for operator, tests in row.get("condition", {}).items()
            for key, values in tests.items()
        )
    )
    for action in actions:
        yield from (Grant(effect, action, resource, condition) for resource in _here(row["resources"], here))


def _here(values: Iterable[str], here: str) -> tuple[str, ...]:
    return tuple(sorted(value.replace("REGION", here).replace("ACCOUNT", ACCOUNT) for value in values))


def _said(role_policy: Resource, stack: Stack) -> Iterator[Grant]:
    for statement in statements(role_policy.get("policy")):
        bounds = ((operator, key, texts_) for operator, key, texts_ in conditions(statement))
        condition = tuple(sorted((operator, key, _named(values, stack)) for operator, key, values in bounds))
        for action in texts(statement.get("Action")):
            for resource in _named(texts(statement.get("Resource")), stack):
                yield Grant(str(statement.get("Effect")), action, resource, condition)


def _named(values: Iterable[str], stack: Stack) -> tuple[str, ...]:
    return tuple(sorted({PLAIN.sub(lambda found: _name(found[0], stack), value) for value in values}))


def _name(reference: str, stack: Stack) -> str:
    """`bucket of state` for a reference to its ARN, `key of state` for one to the ARN of the key of that class."""
    resource = stack.resolve(reference, "arn")
    bucket, key = data_of(resource), class_of(resource, stack) if resource is not None else None
    return f"bucket of {bucket}" if bucket else f"key of {key}" if key in NAMES else reference
