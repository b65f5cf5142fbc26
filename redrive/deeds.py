"""What is to be done about a dead letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Start:
    """Start the workflow with this body, as the API does. What was stored meanwhile is not stored twice.

    `client` is the id of the key with which it was sent; empty in a letter that does not say so.
    """

    body: Json
    client: str = ""


@dataclass(frozen=True)
class Publish:
    """Put the event of this detail. Where it had got through after all, its listeners hear it twice."""

    detail: Json


@dataclass(frozen=True)
class Notify:
    """Let the function notify the customer, who is notified twice if the first message got through after all."""

    payload: Json


@dataclass(frozen=True)
class Review:
    """Put the event back into the queue of those who review; one of them may see it twice."""

    event: Json


@dataclass(frozen=True)
class Forget:
    """Do nothing more: only operations were to know of it."""


@dataclass(frozen=True)
class Leave:
    """Do nothing; the letter stays."""

    why: str


Deed = Start | Publish | Notify | Review | Forget | Leave
