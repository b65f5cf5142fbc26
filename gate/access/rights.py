"""What somebody may do with something, in words, and the statement that says so."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gate.access.conditions import Bounds, bounds
from gate.access.phrases import phrase
from gate.access.things import thing
from policies.aws.iam import allows, statements, texts
from policies.core.blocks import Block
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Frozen, Json, thaw

# Of any other statement nobody reads here what it comes to.
READ = frozenset({"Sid", "Effect", "Action", "Resource", "Condition", "Principal"})
UNREAD = "do what the statement says, which is no plain one"


class Source(NamedTuple):
    """Where something stands: a statement of a document, or the resource that says it; `text` is it as it is."""

    place: str
    statement: str = ""
    text: str = ""


class Right(NamedTuple):
    """`who` may (or, where it is denied, may not) do `what` with each of `things`, only as `only` says.

    `on` are the names of what it is about: the things, and those to which the use of a key is bound.
    """

    who: str
    what: str
    things: tuple[str, ...]
    only: str
    source: Source
    actions: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    denied: bool = False


def said(who: str, document: Json, of: Resource, stack: Stack, own: str = "") -> Iterator[Right]:
    """What each statement of a resource's document says of somebody; `own` is what `*` stands for in it."""
    found = statements(document)
    for number, statement in enumerate(found, start=1):
        yield right(who, statement, Source(of.place, _named(statement, number, found), _text(statement)), stack, own)


def right(who: str, statement: Block, source: Source, stack: Stack, own: str = "") -> Right:
    """What a statement says of somebody."""
    arns, actions = texts(statement.get("Resource")), texts(statement.get("Action"))
    if statement.keys() <= READ and arns and actions:
        what, bound = phrase(actions), bounds(statement, stack)
    else:
        what, bound = UNREAD, Bounds("", ())
    things = tuple(own if own and arn == "*" else thing(arn, stack) for arn in arns)
    denied = not allows(statement)
    return Right(who, what, things, bound.words, source, actions, (*things, *bound.names), denied)


def _named(statement: Block, number: int, of: Sequence[Block]) -> str:
    sid = statement.get("Sid")
    return f"statement {sid}" if isinstance(sid, str) and sid else f"statement {number} of {len(of)}"


def _text(statement: Block) -> str:
    return json.dumps(thaw(Frozen(statement)), indent=1)
