"""Where a block of the file is built: the call in `stacks/` that constructs it, read without running anything.

A construct's class says the type (`cdktf_cdktf_provider_aws.sqs_queue` is `aws_sqs_queue`), its second argument is the
last part of the construct path, and the class around it gives the part before. What only a run could say matches any
text. Where several calls match, the one whose attributes are most like the block's is meant.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from gate.reports.regions import Region
from policies.core.resources import Resource

PROVIDER = "cdktf_cdktf_provider_aws."
OF_TERRAFORM = {"TerraformOutput": "output", "TerraformVariable": "variable"}
ANYTHING = re.compile(".+", re.DOTALL)


class Construction(NamedTuple):
    """A call that constructs blocks of a type; `id` matches the last part of their path, `within` the one before."""

    type: str
    id: re.Pattern[str]
    within: re.Pattern[str]
    attributes: frozenset[str]
    region: Region


def built_at(resource: Resource, constructions: Iterable[Construction]) -> Region | None:
    """Where the block is built; None where no call matches."""
    *before, last = (resource.path or resource.name).split("/")
    matching = [
        call
        for call in constructions
        if call.type == resource.type and call.id.fullmatch(last) and (not before or call.within.fullmatch(before[-1]))
    ]
    given = resource.values.keys()
    best = min(
        matching,
        key=lambda call: (call.id is ANYTHING, call.within is ANYTHING, len(call.attributes ^ given)),
        default=None,
    )
    return best.region if best else None


@cache
def constructions(folder: Path) -> tuple[Construction, ...]:
    """Every call in the modules of the folder that constructs a block; a module that is no Python has none."""
    return tuple(call for path in sorted(folder.glob("*.py")) for call in _of_module(path))


def _of_module(path: Path) -> Iterator[Construction]:
    try:
        text = path.read_text(encoding="utf-8")
        module = ast.parse(text)
    except (OSError, ValueError, SyntaxError, RecursionError):
        return
    types = dict(_imported(module))
    lines = text.splitlines()
    for around, call in _calls(module, ANYTHING):
        if isinstance(call.func, ast.Name) and (type_ := types.get(call.func.id)) and len(call.args) > 1:
            attributes = frozenset(keyword.arg for keyword in call.keywords if keyword.arg)
            region = Region(
                f"{path.parent.name}/{path.name}", call.lineno, call.col_offset, len(lines[call.lineno - 1])
            )
            yield Construction(type_, _pattern(call.args[1]), around, attributes, region)


def _imported(module: ast.Module) -> Iterator[tuple[str, str]]:
    """The names that mean a class of blocks, each with the type."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                if type_ := _type(node.module, alias.name):
                    yield alias.asname or alias.name, type_


def _type(module: str, name: str) -> str | None:
    if module == "cdktf":
        return OF_TERRAFORM.get(name)
    last = module.removeprefix(PROVIDER)
    if last == module:
        return None
    return last if last == "provider" else f"aws_{last}"


def _calls(node: ast.AST, around: re.Pattern[str]) -> Iterator[tuple[re.Pattern[str], ast.Call]]:
    """Every call, with what the class around it calls itself."""
    for child in ast.iter_child_nodes(node):
        inner = _own_id(child) if isinstance(child, ast.ClassDef) else around
        if isinstance(child, ast.Call):
            yield inner, child
        yield from _calls(child, inner)


def _own_id(node: ast.ClassDef) -> re.Pattern[str]:
    """What a construct hands to `super().__init__(scope, ...)`."""
    for call in ast.walk(node):
        match call:
            case ast.Call(ast.Attribute(ast.Call(ast.Name("super")), "__init__"), [_, own, *_]):
                return _pattern(own)
    return ANYTHING


def _pattern(node: ast.expr) -> re.Pattern[str]:
    match node:
        case ast.Constant(str() as text):
            return re.compile(re.escape(text))
        case ast.JoinedStr(parts):
            texts = (re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in parts)
            return re.compile("".join(texts), re.DOTALL)
    return ANYTHING
