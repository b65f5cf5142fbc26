"""Changes of a JSON text at one of its places, so that it mostly stays JSON, with what confuses readers of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

Mutate = Callable[[bytes, int], bytes]
Place = tuple[Any, int]


class Members(list[list[Any]]):
    """An object as its pairs in order: the same name may stand there twice."""


class Literal(str):
    """What stands in the text as it is: a number by its digits, or what is no JSON at all."""

    __slots__ = ()


LITERALS = (
    *("null", "true", "false", "0", "-0", "-1", "1", "1.0", "1e0", "0.1", "1e400", "1e-400", "-1e999999999"),
    *("12345678901234567890", "0.30000000000000004", "9" * 400, "9" * 4301, "NaN", "Infinity", "-Infinity", "1E+2"),
    *("{}", "[]", '""', '" "', '"\\ud800"', '"\\u0000"', '"\\n"', '"\u2028"', '"é"', '"e\u0301"', '"-"', '"0"'),
    *("[" * 30 + "]" * 30, "[" * 600 + "]" * 600, '{"a":' * 400 + "1" + "}" * 400, '"1970-01-01"', '"0x1"', '"\u0661"'),
    *('"${var.account_id}"', '"${aws_sqs_queue.a.arn}"', '"{\\"a\\":1,\\"a\\":2}"', '"[1]"', '"=="', "999999999999999"),
)


def mutated(data: bytes, most: int, random: Random, mutate: Mutate, words: Sequence[str]) -> bytes:
    """The text changed at a few places; what is no JSON, and now and then any text, is changed as bytes."""
    try:
        root = [json.loads(data, object_pairs_hook=_members, parse_int=Literal, parse_float=Literal)]
        if random.random() < 0.15:
            return mutate(data, most)
        for _ in range(random.choice((1, 1, 1, 2, 3))):
            _change(root, random, mutate, words)
        made = written(root[0]).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError):
        return mutate(data, most)
    return made if len(made) <= most else mutate(data, most)


def written(value: Any) -> str:
    """The text of a tree."""
    if isinstance(value, Members):
        return f"{{{','.join(f'{written(name)}:{written(item)}' for name, item in value)}}}"
    if isinstance(value, list):
        return f"[{','.join(map(written, value))}]"
    return value if isinstance(value, Literal) else json.dumps(value)


def _members(pairs: list[tuple[str, Any]]) -> Members:
    return Members([name, value] for name, value in pairs)


def _places(value: list[Any]) -> Iterator[Place]:
    """Each value below, as the list that holds it and its place there."""
    waiting: list[Place] = [(value, at) for at in range(len(value))]
    while waiting:
        holder, at = waiting.pop()
        yield holder, at
        inner = holder[at]
        if isinstance(inner, Members):
            waiting += [(pair, 1) for pair in inner]
        elif isinstance(inner, list):
            waiting += [(inner, index) for index in range(len(inner))]


def _change(root: list[Any], random: Random, mutate: Mutate, words: Sequence[str]) -> None:
    places = [*_places(root)]
    holder, at = random.choice(places)
    value, kind = holder[at], random.random()
    if kind < 0.3 and isinstance(value, str):
        holder[at] = _text(value, random, mutate, words)
    elif kind < 0.6 and isinstance(value, list):
        _rearrange(value, random, words)
    elif kind < 0.8:
        holder[at] = Literal(random.choice(LITERALS))
    elif kind < 0.9:
        other, place = random.choice(places)
        holder[at] = Literal(written(other[place]))
    else:
        holder[at] = random.choice(words) if words else Literal("0")


def _rearrange(value: list[Any], random: Random, words: Sequence[str]) -> None:
    """One item or member more, less, twice, elsewhere, or under another name."""
    named = isinstance(value, Members)
    new: Any = Literal(random.choice(LITERALS))
    if not value or random.random() < 0.25:
        value.insert(random.randint(0, len(value)), [random.choice(words or ("a",)), new] if named else new)
        return
    at, kind = random.randrange(len(value)), random.random()
    if kind < 0.3:
        del value[at]
    elif kind < 0.6:
        value.insert(random.randint(0, len(value)), [value[at][0], new] if named else value[at])
    elif named and kind < 0.8:
        value[at][0] = random.choice(words or ("a",))
    else:
        value.insert(random.randrange(len(value)), value.pop(at))


def _text(value: str, random: Random, mutate: Mutate, words: Sequence[str]) -> str:
    """Another text; of a document within the text, the document changed; of a number, other digits."""
    if isinstance(value, Literal):
        return Literal(mutate(value.encode(), 24).decode("ascii", "ignore") or "0")
    if value[:1] in ("{", "[") and random.random() < 0.7:
        return mutated(value.encode("utf-8", "surrogatepass"), 2_000, random, mutate, words).decode("utf-8", "replace")
    return mutate(value.encode("utf-8", "surrogatepass"), 80).decode("utf-8", "replace")
