"""The value of an attribute in words: of `${aws_kms_key.transactions.arn}` it is `the key "transactions"`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gate.attribute_paths import value_at
from gate.provenance.digests import digest
from gate.reports.naming import named
from gate.reports.notes import WHOLE
from gate.withheld import WITHHELD, is_secret, looks_secret
from policies.core.expressions import variable
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Json, thaw

# What an event pattern compares a number by, which is no list: `> 5000`.
COMPARISONS = ("<", "<=", "=", ">", ">=")
LONGEST = 120  # characters of a text that is shown as it stands
MOST = 8  # parts of a block that are shown one by one
EVERY_ATTRIBUTE = "every attribute"
DIGITS = 16  # of a digest, as many as tell two documents apart
# What is counted in a document, by the key that holds it.
COUNTED = {"Statement": "statement", "States": "state", "widgets": "widget", "properties": "property"}
PLURALS = {"property": "properties", "entry": "entries"}
CONSTANTS: Sequence[tuple[Json, str]] = ((None, "not set"), (True, "true"), (False, "false"))


class Value(NamedTuple):
    """An attribute by its path, and its value in words."""

    attribute: str
    value: str


def in_words(resource: Resource, path: str, stack: Stack) -> Iterator[Value]:
    """The value at a path of a resource; of a small block each part."""
    if path == WHOLE:
        yield Value(EVERY_ATTRIBUTE, _summary("", resource.values))
        return
    value = value_at(resource, path)
    parts = dict(_parts(path, value))
    if len(parts) > MOST:
        parts = {path: value}
    for name, part in parts.items():
        yield Value(WITHHELD if looks_secret(name) else name, worded(name, part, stack))


def worded(name: str, value: Json, stack: Stack, naming: Callable[[Resource], str] = named) -> str:
    """A value in words, by the name of its attribute; `naming` names what it refers to."""
    if value is None or isinstance(value, bool):
        return next(word for constant, word in CONSTANTS if value is constant)
    if target := stack.resolve(value):
        return naming(target)
    if asked := variable(value):
        return f'the variable "{asked}", which is given at deploy time'
    if isinstance(value, Mapping) or (isinstance(value, tuple) and any(isinstance(item, Mapping) for item in value)):
        return _summary(name, value)
    if isinstance(value, tuple):
        return _listed(name, value, stack, naming)
    return _literal(name, str(value))


def _literal(name: str, text: str) -> str:
    if is_secret(name.rpartition(".")[2], text):
        return WITHHELD
    return (text or "empty") if len(text) <= LONGEST else f"{len(text):,} characters, {_digest(text)}"


def _listed(name: str, values: Sequence[Json], stack: Stack, naming: Callable[[Resource], str]) -> str:
    joint = " " if values and values[0] in COMPARISONS else ", "
    text = joint.join(worded(name, value, stack, naming) for value in values)
    return (text or "none") if len(text) <= LONGEST else _summary(name, tuple(values))


def _parts(name: str, value: Json) -> Iterator[tuple[str, Json]]:
    """What a block holds, by path; a list of one block is the block."""
    if isinstance(value, tuple) and len(value) == 1 and isinstance(value[0], Mapping):
        value = value[0]
    if isinstance(value, Mapping) and value and not COUNTED.keys() & value.keys():
        for key, item in value.items():
            yield from _parts(f"{name}.{key}", item)
    else:
        yield name, value


def _summary(name: str, value: Json) -> str:
    """How much there is, and a digest that tells it from any other."""
    if value == {}:
        return "an empty block"
    text = json.dumps(thaw(value), sort_keys=True, separators=(",", ":"))
    counted, noun = value, COUNTED.get(name.rpartition(".")[2], "entry")
    if isinstance(value, Mapping):
        counted, noun = next(((value[key], noun) for key, noun in COUNTED.items() if key in value), (value, noun))
    count = len(counted) if isinstance(counted, Mapping | tuple) else 1
    return f"{count} {noun if count == 1 else PLURALS.get(noun, f'{noun}s')}, {_digest(text)}"


def _digest(text: str) -> str:
    kind, _, digits = digest(text.encode()).partition(":")
    return f"{kind}:{digits[:DIGITS]}..."
