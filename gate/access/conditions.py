"""The conditions of a statement in words: `for the parameter ..., through ssm`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gate.access.things import thing
from policies.aws.encryption_contexts import sent_for
from policies.aws.grants import CONTEXT, VIA
from policies.aws.iam import conditions
from policies.core.blocks import Block
from policies.core.expressions import ACCOUNT
from policies.core.stack import Stack

# As what calls a key is written in kms:ViaService.
SERVICES: Mapping[str, str] = {
    "dynamodb": "DynamoDB",
    "lambda": "Lambda",
    "sns": "SNS",
    "sqs": "SQS",
    "ssm": "Parameter Store",
}


class Bounds(NamedTuple):
    """The conditions in words, and the names of what the use of a key is bound to."""

    words: str
    names: tuple[str, ...]


def bounds(statement: Block, stack: Stack) -> Bounds:
    """Of all conditions of a statement."""
    found = list(_bounds(statement, stack))
    return Bounds(", ".join(words for words, _ in found), tuple(name for _, names in found for name in names))


def _bounds(statement: Block, stack: Stack) -> Iterator[tuple[str, tuple[str, ...]]]:
    for operator, key, values in conditions(statement):
        if key.startswith(CONTEXT):
            context = key.removeprefix(CONTEXT)
            names = tuple(sent_for(context, value, stack) or thing(value, stack) for value in values)
            yield f"for {_either(names)}", names
        elif key == VIA:
            yield f"through {_either(tuple(map(_service, values)))}", ()
        elif (key, values) == ("aws:sourceaccount", (ACCOUNT,)):
            yield "for this account", ()
        elif key == "aws:sourcearn":
            names = tuple(thing(value, stack) for value in values)
            yield f"on behalf of {_either(names)}", names
        elif (key, values) == ("aws:securetransport", ("false",)):
            yield "without TLS", ()
        elif (operator, values) == ("Null", ("false",)):
            yield f"where {key} is named", ()
        elif operator == "StringNotEquals":
            names = tuple(thing(value, stack) for value in values)
            yield f"where {key} is not {_either(names)}", names
        else:
            yield f"where {key} {operator} {_either(values)}", ()


def _service(value: str) -> str:
    name = value.partition(".")[0]
    return SERVICES.get(name, value)


def _either(names: tuple[str, ...]) -> str:
    return " or ".join(names) or "nothing"
