"""The pytest policies that stand in the source, read without running anything."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from gate.regular_file import read
from gate.synthesis import ROOT
from policies.core.known_stacks import ACCOUNT, DELIVERY, KNOWN_STACKS, SYSTEM

FOLDER = ROOT / "tests" / "compliance"
# The words for stacks in a test's file; any other stands for all of them.
WORDS: Mapping[str, Sequence[str]] = {
    "SYSTEM": (SYSTEM,),
    "ACCOUNT": (ACCOUNT,),
    "DELIVERY": (DELIVERY,),
    "KNOWN_STACKS": KNOWN_STACKS,
}

KEPT = 64  # files, many times as many as there are


class DeclaredTest(NamedTuple):
    """A test of a file: `name` or `Class::name`, the line of its `def`, and its docstring."""

    name: str
    line: int
    docstring: str


class DeclaredFile(NamedTuple):
    """The tests of a file, and the names of the stacks that they judge."""

    tests: Sequence[DeclaredTest]
    stacks: Sequence[str]


def declared(folder: Path = FOLDER) -> Mapping[str, DeclaredFile]:
    """Each file by its path in the folder; one that cannot be read has no tests, and is of every stack."""
    return {path.relative_to(folder).as_posix(): _file(path) for path in sorted(folder.rglob("test_*.py"))}


def _file(path: Path) -> DeclaredFile:
    try:
        return _declared(read(path, follow=True))
    except (OSError, SyntaxError, ValueError, RecursionError):
        return DeclaredFile((), KNOWN_STACKS)


# A run asks for each stack, and for its reports.
@lru_cache(KEPT)
def _declared(source: bytes) -> DeclaredFile:
    module = ast.parse(source)
    return DeclaredFile(tuple(_within(module, "")), _stacks(module))


def _stacks(module: ast.Module) -> Sequence[str]:
    """What the file says of itself as `STACKS = KNOWN_STACKS` or `STACKS = (ACCOUNT,)`; the system's, if nothing.

    A file that says it in another way, or more than once, judges every stack.
    """
    said = [value for node in module.body for value in _said(node)]
    times = sum(map(_binds, ast.walk(module)))
    if not times:
        return (SYSTEM,)
    named = {node.id for value in said for node in ast.walk(value) if isinstance(node, ast.Name)}
    stacks = {name for word in named for name in WORDS.get(word, KNOWN_STACKS)}
    plain = times == len(said) == 1
    return tuple(name for name in KNOWN_STACKS if name in stacks and plain) or KNOWN_STACKS


def _said(node: ast.stmt) -> Iterator[ast.expr]:
    """The value that a statement `STACKS = ...` of the module gives, with a type or without."""
    match node:
        case ast.Assign([ast.Name("STACKS")], value) | ast.AnnAssign(ast.Name("STACKS"), _, ast.expr() as value):
            yield value


def _binds(node: ast.AST) -> bool:
    """Whether it gives the name `STACKS` a meaning, in whichever way."""
    if isinstance(node, ast.alias):
        return "STACKS" in (node.name, node.asname)
    return isinstance(node, ast.Name) and node.id == "STACKS" and isinstance(node.ctx, ast.Store)


def _within(node: ast.AST, outer: str) -> Iterator[DeclaredTest]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _within(child, f"{outer}{child.name}::" if isinstance(child, ast.ClassDef) else outer)
        elif child.name.startswith("test"):
            yield DeclaredTest(f"{outer}{child.name}", child.lineno, ast.get_docstring(child) or "")
