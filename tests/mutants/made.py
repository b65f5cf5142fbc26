"""Makes the mutants of files, by mutmut's mutators: it runs in `.venv/mutants`, and prints a line of JSON for each.

mutmut itself would keep only those inside plain functions, since it switches them on one by one inside a module. Here
each mutant is a whole module of its own, so that tables, class attributes and decorated functions are mutated as well.
"""

import json
import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper, ParentNodeProvider
from mutmut.mutation.mutators import mutation_operators

from tests.mutants.left_out import Left

Edit = tuple[str, str, cst.CSTNode, cst.CSTNode]


class Walk(cst.CSTVisitor):
    """All edits of a module: the function or class, the operator, the node and what stands in its place."""

    METADATA_DEPENDENCIES = (ParentNodeProvider,)

    def __init__(self, left: Left) -> None:
        super().__init__()
        self.edits: list[Edit] = []
        self._left = left
        self._scopes: list[str] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if self._left.out(node):
            return False
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self._scopes.append(node.name.value)
        for kind, operator in mutation_operators:
            if isinstance(node, kind):
                name = operator.__name__.removeprefix("operator_")
                others = (other for other in operator(node) if self._left.says_the_same(node, other))
                self.edits += [(".".join(self._scopes), name, node, other) for other in others]
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, cst.FunctionDef | cst.ClassDef) and not self._left.out(original_node):
            self._scopes.pop()


def mutants(file: str, text: str) -> Iterator[dict[str, str]]:
    """Each mutant of a file that Python compiles, once."""
    wrapper = MetadataWrapper(cst.parse_module(text))
    walk = Walk(Left(file, wrapper.module))
    wrapper.visit(walk)
    seen = {text}
    for scope, operator, node, other in walk.edits:
        source = _code(wrapper.module, node, other)
        if source not in seen and _compiles(source):
            seen.add(source)
            was, becomes = changed(text, source)
            yield {
                "file": file,
                "scope": scope,
                "operator": operator,
                "was": was,
                "becomes": becomes,
                "source": source,
            }


def changed(before: str, after: str) -> tuple[str, str]:
    """The lines that differ, of both, without the indentation that says nothing of them."""
    old, new = before.splitlines(), after.splitlines()
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    rest = zip(reversed(old[head:]), reversed(new[head:]), strict=False)
    tail = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], rest))
    return _joined(old[head : len(old) - tail]), _joined(new[head : len(new) - tail])


def _joined(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines)


def _code(module: cst.Module, node: cst.CSTNode, other: cst.CSTNode) -> str:
    replaced = module.deep_replace(node, other)
    return replaced.code if isinstance(replaced, cst.Module) else ""


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return bool(source)


if __name__ == "__main__":
    for each in sys.argv[1:]:
        for mutant in mutants(each, Path(each).read_text(encoding="utf-8")):
            print(json.dumps(mutant))
