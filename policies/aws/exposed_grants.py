"""What a statement of a role's policy makes possible that no role of this system may do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.aws.escalation import escalation
from policies.aws.grants import key_bound
from policies.aws.iam import texts
from policies.aws.known_grants import ACTIONS, unscoped
from policies.core import Resource, Stack
from policies.core.expressions import reference
from policies.core.strict_json import Json


def grants_too_much(statement: Mapping[str, Json], role_policy: Resource, stack: Stack) -> Iterator[str]:
    """The wildcards, the ways to further rights and the unknown actions of a statement of a role's policy."""
    for action in texts(statement.get("Action")):
        if any(sign in action for sign in "*?"):
            yield f"allows {action}, a wildcard{escalating(action)}"
            continue
        for arn in texts(statement.get("Resource")):
            referred = reference(arn.removesuffix(":*"))
            if referred is None and action not in unscoped(role_policy, arn, stack):
                wide = " without bound" if "*" in arn or "?" in arn else ""
                yield f"allows {action} on {arn!r}{wide}{escalating(action)}"
            elif action.lower().startswith("kms:") and key_bound(statement) is None:
                yield f"allows {action} for whatever the key encrypts"
            elif referred and action not in ACTIONS.get(_kind(referred, arn), "").split():
                yield f"allows {action}, which no role of this system may do{escalating(action)}"


def escalating(action: str) -> str:
    """How a sentence about an action goes on where the action is a way to further rights; empty where it is none."""
    way = escalation(action)
    return f": {way}: privilege escalation" if way else ""


def _kind(referred: tuple[str, str, str], arn: str) -> str:
    return f"${{{referred[0]}.{referred[2]}}}{':*' if arn.endswith(':*') else ''}"
