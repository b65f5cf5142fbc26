"""The pytest policies that stand in the source, read without running anything."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from gate.regular_file import read
from gate.synthesis import ROOT

FOLDER = ROOT / "tests" / "compliance"


class DeclaredTest(NamedTuple):
    """A test of a file: `name` or `Class::name`, the line of its `def`, and its docstring."""

    name: str
    line: int
    docstring: str


def declared(folder: Path = FOLDER) -> Mapping[str, Sequence[DeclaredTest]]:
    """The tests of each file by its path in the folder; none of a file that cannot be read."""
    return {path.relative_to(folder).as_posix(): _tests(path) for path in sorted(folder.rglob("test_*.py"))}


def _tests(path: Path) -> Sequence[DeclaredTest]:
    try:
        return tuple(_within(ast.parse(read(path, follow=True)), ""))
    except (OSError, SyntaxError, ValueError, RecursionError):
        return ()


def _within(node: ast.AST, outer: str) -> Iterator[DeclaredTest]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _within(child, f"{outer}{child.name}::" if isinstance(child, ast.ClassDef) else outer)
        elif child.name.startswith("test"):
            yield DeclaredTest(f"{outer}{child.name}", child.lineno, ast.get_docstring(child) or "")
