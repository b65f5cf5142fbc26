"""How GitHub Actions signs in: whom the roles of the stack `delivery` trust, by the environment that a run works in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policies.aws.iam import actions, allows, conditions, principals, statements
from policies.aws.principals import who
from policies.core import Resource, Stack
from policies.requirements import REPOSITORY

PROVIDER = "aws_iam_openid_connect_provider"
ISSUER, AUDIENCE = "token.actions.githubusercontent.com", "sts.amazonaws.com"
ASSUME = "sts:AssumeRoleWithWebIdentity"
# By the name of the role.
ENVIRONMENTS: Mapping[str, str] = {"delivery-plan": "plan", "delivery-deploy": "production"}


def trust(role: str, provider: str) -> Mapping[str, Any]:
    """The trust policy of a role, for a provider of this name in the file."""
    tests = {f"{ISSUER}:aud": AUDIENCE, f"{ISSUER}:sub": subject(role)}
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": f"${{{PROVIDER}.{provider}.arn}}"},
        "Action": ASSUME,
        "Condition": {"StringEquals": tests},
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def subject(role: str) -> str:
    """What GitHub's token says of a run in the role's environment, from whichever branch the environment takes."""
    return f"repo:{REPOSITORY}:environment:{ENVIRONMENTS.get(role)}"


def trusted_beside(role: Resource, stack: Stack) -> Iterator[str]:
    """A sentence for each way to assume a role but by a run in its environment."""
    document = statements(role.get("assume_role_policy"))
    wanted = subject(str(role.get("name")))
    bounds = [("StringEquals", f"{ISSUER}:{claim}", (value,)) for claim, value in (("aud", AUDIENCE), ("sub", wanted))]
    for statement in document:
        named = list(principals(statement))
        providers = [stack.resolve(value, "arn") for kind, value in named if kind == "Federated"]
        if len(named) != 1 or not all(each is not None and each.type == PROVIDER for each in providers or [None]):
            yield f"may be assumed by {who(statement)}"
        if sorted(conditions(statement)) != bounds:
            yield f"may be assumed by more than {wanted}"
    if len(document) != 1 or not allows(document[0]) or actions(document[0]) != (ASSUME.lower(),):
        yield f"does not allow {ASSUME} in one statement, and nothing else"
