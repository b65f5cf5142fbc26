"""The sentences of what was asked, and which policies hold each: policies/asked.toml."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from gate.asked.names import misnamed
from gate.asked.scope import Scope
from gate.strict_toml import Problem, Shape, broken, content, misshapen
from policies.core.rulebook import ROOT

FILE = ROOT / "asked.toml"
OF_SENTENCE = Shape(("id", "sentence"), ("policies",), perhaps=("beyond",), perhaps_tables=("values",))
OF_VALUE = Shape(("noun", "type"), perhaps=("attribute", "name"))
OF_HONEST = Shape(("reason",), ("policies",))


class Shown(NamedTuple):
    """An attribute whose values are shown: `3 functions: 10, 10, 10`.

    `attribute` has dots between its keys; without one, resources are only counted. `name` is that of the one resource
    that is meant; without it, all of the type are.
    """

    noun: str
    type: str
    attribute: str = ""
    name: str = ""


@dataclass(frozen=True)
class Sentence:
    """What was asked, the ids of the policies that hold it, and what of it no file can show."""

    id: str
    sentence: str
    policies: tuple[str, ...]
    values: tuple[Shown, ...] = ()
    beyond: str = ""


@dataclass(frozen=True)
class Honest:
    """Policies that serve neither a sentence nor an outside control, and why they judge all the same."""

    reason: str
    policies: tuple[str, ...]


@dataclass(frozen=True)
class Request:
    """All that was asked, what is judged beside it, and what the files can speak of."""

    sentences: tuple[Sentence, ...] = ()
    honest: tuple[Honest, ...] = ()
    scope: Scope = field(default_factory=Scope)


def load_asked(known: Collection[str], path: Path | None = None) -> Request:
    """What the file says; `known` are the ids of all policies and pytest policies. Raises BrokenToml."""
    path = path or FILE
    found = content(path, ("asked", "honest"))
    for problem in _problems(found["asked"], found["honest"], known):
        raise broken(path, problem)
    sentences = tuple(_sentence(entry) for entry in found["asked"])
    return Request(sentences, tuple(Honest(each["reason"], tuple(each["policies"])) for each in found["honest"]))


def _sentence(entry: Mapping[str, Any]) -> Sentence:
    values = tuple(Shown(**value) for value in entry.get("values", ()))
    return Sentence(entry["id"], entry["sentence"], tuple(entry["policies"]), values, entry.get("beyond", ""))


def _problems(
    asked: Sequence[Mapping[str, Any]], honest: Sequence[Mapping[str, Any]], known: Collection[str]
) -> Iterator[Problem]:
    """In order: what is asked of names relies on the shape."""
    for number, entry in enumerate(asked, start=1):
        where = f"[[asked]] {number}"
        yield from misshapen(where, entry, OF_SENTENCE)
        for value in entry.get("values", ()):
            yield from misshapen(f"{where}: a value", value, OF_VALUE)
    for number, entry in enumerate(honest, start=1):
        yield from misshapen(f"[[honest]] {number}", entry, OF_HONEST)
    yield from misnamed(asked, honest, known)
