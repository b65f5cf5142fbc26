"""How the policies of topics and queues allow senders and deny requests without TLS."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.arn import is_arn_of
from policies.aws.iam import actions, statements
from policies.aws.key_policies import without_sid
from policies.aws.region import region
from policies.core import Resource, Stack
from policies.core.expressions import ACCOUNT
from policies.core.strict_json import Json

ELEMENTS = {"Effect", "Principal", "Action", "Resource", "Condition"}
WITHOUT_TLS: Mapping[str, Mapping[str, str]] = {"Bool": {"aws:SecureTransport": "false"}}


def condition_of(
    statement: Mapping[str, Json], service: str, action: str, at: Resource, stack: Stack
) -> Mapping[str, Json] | None:
    """The condition of a statement that allows one service one action (lower case) here; None if it is any other."""
    plain = without_sid(statement)
    condition = plain.get("Condition")
    fits = (
        set(plain) == ELEMENTS
        and plain["Effect"] == "Allow"
        and plain["Principal"] == {"Service": service}
        and actions(plain) == (action,)
        and is_arn_of(plain["Resource"], at, stack)
    )
    return condition if fits and isinstance(condition, Mapping) else None


def alarms_of_account(stack: Stack) -> Mapping[str, Json]:
    """The condition under which this account's alarms publish to a topic."""
    alarms = f"arn:aws:cloudwatch:{region(stack)}:{ACCOUNT}:alarm:*"
    return {"StringEquals": {"aws:SourceAccount": ACCOUNT}, "ArnLike": {"aws:SourceArn": alarms}}


def requires_tls(at: Resource, action: str, stack: Stack) -> bool:
    """Whether the policy denies everyone this action (lower case) without TLS, and denies nothing else."""
    document = statements(at.get("policy"))
    denials = [without_sid(statement) for statement in document if statement.get("Effect") == "Deny"]
    return bool(denials) and all(_denies_without_tls(denial, action, at, stack) for denial in denials)


def _denies_without_tls(denial: Mapping[str, Json], action: str, at: Resource, stack: Stack) -> bool:
    return (
        set(denial) == ELEMENTS
        and denial["Principal"] in ("*", {"AWS": "*"})
        and actions(denial) == (action,)
        and is_arn_of(denial["Resource"], at, stack)
        and denial["Condition"] == WITHOUT_TLS
    )
