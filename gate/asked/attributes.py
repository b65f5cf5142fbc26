"""Which arguments matter to security, and who answers for those that no policy judges: policies/attributes.toml."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from gate.engines.attributes import UNKNOWN, Cell, claiming
from gate.regular_file import text
from gate.strict_toml import Problem, Shape, broken, content, misshapen
from policies.core.policy import Policy
from policies.core.rulebook import ROOT

FILE, SCHEMA = ROOT / "attributes.toml", ROOT / "schema.json"
OF_CLASS = Shape(("name",), ("words",))
OF_THE_PROVIDER = "aws_"
OF_UNJUDGED = Shape(("owner", "reason"), ("types", "attributes"))


def arguments(schema: Path = SCHEMA) -> Mapping[str, Sequence[str]]:
    """The arguments and blocks of each type that the provider's schema tells of."""
    blocks = json.loads(text(schema))["blocks"]
    return {name: [*block["arguments"], *block["nested"]] for name, block in blocks.items() if "." not in name}


def load_cells(policies: Sequence[Policy], path: Path = FILE) -> tuple[Cell, ...]:
    """Each argument that matters, with the policies that judge it or who answers for it; raises BrokenToml."""
    found = content(path, ("class", "unjudged"))
    known = arguments()
    for problem in _misshapen(found, known):
        raise broken(path, problem)
    matters = {
        (type_, name): why
        for type_, names in known.items()
        for name in names
        if (why := _why(type_, name, found["class"]))
    }
    answered = {
        (type_, name): entry
        for entry in found["unjudged"]
        for type_ in entry["types"]
        for name in entry["attributes"]
        if name in known[type_]
    }
    for problem in _needless(answered, matters, policies):
        raise broken(path, problem)
    cells = (_cell(at, why, policies, answered.get(at, {})) for at, why in matters.items())
    return (*cells, *(Cell(type_, "", UNKNOWN) for type_ in _types(policies) - known.keys()))


def _types(policies: Sequence[Policy]) -> frozenset[str]:
    """The types of the provider's that policies name."""
    return frozenset(type_ for policy in policies for type_ in policy.applies_to if type_.startswith(OF_THE_PROVIDER))


def _cell(at: tuple[str, str], why: str, policies: Sequence[Policy], answered: Mapping[str, Any]) -> Cell:
    return Cell(*at, why, claiming(policies, *at), answered.get("owner", ""), answered.get("reason", ""))


def _why(type_: str, name: str, classes: Sequence[Mapping[str, Any]]) -> str:
    """The first class that the argument is of; empty where it is of none."""
    parts = {*name.split("_"), f"{type_}.{name}"}
    return next((each["name"] for each in classes if parts & {*each["words"]}), "")


def _misshapen(found: Mapping[str, Sequence[dict[str, Any]]], known: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    for table, shape in (("class", OF_CLASS), ("unjudged", OF_UNJUDGED)):
        for number, entry in enumerate(found[table], 1):
            yield from misshapen(f"[[{table}]] {number}", entry, shape)
    for number, entry in enumerate(found["unjudged"], 1):
        for type_ in entry["types"]:
            if not {*entry["attributes"]} & {*known.get(type_, ())}:
                yield Problem(f"[[unjudged]] {number}", f"names nothing that {type_} takes", "correct or remove it")
    for each in found["class"]:
        for named in each["words"]:
            type_, dot, name = named.partition(".")
            if dot and name not in known.get(type_, ()):
                yield Problem(f"[[class]] {each['name']}", f"names {named}, which nobody takes", "correct or remove it")


def _needless(
    answered: Mapping[tuple[str, str], Any], matters: Mapping[tuple[str, str], str], policies: Sequence[Policy]
) -> Iterator[Problem]:
    for at in answered:
        named = f"[[unjudged]] {'.'.join(at)}"
        if at not in matters:
            yield Problem(named, "is of no class", "remove it, or name it in the class that it is of")
        elif claims := claiming(policies, *at):
            yield Problem(named, f"is judged by {', '.join(claims)}", "remove it")
