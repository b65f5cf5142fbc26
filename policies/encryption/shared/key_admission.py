"""Whether a key's policy lets a service make a call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from policies.aws.iam import actions, conditions, texts
from policies.aws.key_policies import service_of
from policies.core.strict_json import Json

EXACT, LIKE = frozenset({"StringEquals"}), frozenset({"StringLike", "ArnEquals", "ArnLike"})
Context = Mapping[str, str | None]


@dataclass(frozen=True)
class Request:
    """A service's call; `context` holds the condition keys that AWS is known to send with it, in lower case, and
    None for a value that the file does not say.

    AWS says that aws:SourceAccount is not supported where EventBridge publishes to an encrypted topic, and shows none
    where it sends to an encrypted queue. The encryption context comes with each call that encrypts or decrypts.
    """

    service: str
    action: str
    context: Context
    purpose: str


def admits(statement: Mapping[str, Json], request: Request) -> bool:
    """Whether a statement of a key's policy allows the request; a condition on a key that is not sent fails."""
    return (
        service_of(statement) == request.service
        and request.action in actions(statement)
        and texts(statement.get("Resource")) == ("*",)
        and all(_holds(operator, request.context.get(key), values) for operator, key, values in conditions(statement))
    )


def _holds(operator: str, sent: str | None, values: tuple[str, ...]) -> bool:
    if sent is None:
        return False
    return (operator in EXACT and sent in values) or (
        operator in LIKE and any(_matches(sent, pattern) for pattern in values)
    )


def _matches(sent: str, pattern: str) -> bool:
    # IAM knows * and ? alone: a bracket is a bracket.
    return fnmatchcase(sent, pattern.replace("[", "[[]"))
