"""The Python modules of a function's bundle, as syntax trees."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from policies.core import Resource
from policies.source_code.shared.syntax import DEEPEST, is_too_deep

ROOT = "lambdas"
# Characters; the longest module that a function has is a tenth of it.
LONGEST = 100_000
KEPT = 256  # modules, some twice as many as all bundles hold


@dataclass(frozen=True, eq=False)
class Module:
    """One module; `file` is the file of the project that it stands for, `name` what others import it by."""

    file: str
    name: str
    tree: ast.Module

    @cached_property
    def nodes(self) -> Sequence[ast.AST]:
        """Everything in it, in the order of its breadth."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def parents(self) -> Mapping[ast.AST, ast.AST]:
        """What each node stands in, directly."""
        return {child: node for node in self.nodes for child in ast.iter_child_nodes(node)}

    @cached_property
    def defined(self) -> frozenset[str]:
        """The names that the module itself defines at its top: what it imports is not among them."""
        return frozenset(name for node in self.tree.body for name in _defined_by(node))

    @cached_property
    def package(self) -> str:
        return self.name.rpartition(".")[0]

    @property
    def owner(self) -> str:
        """The folder of its file: a function's package, or that of shared code."""
        return self.file.split("/")[1]

    def at(self, node: ast.AST) -> str:
        """`lambdas/fraud_analyzer/handler.py:12`."""
        return f"{self.file}:{getattr(node, 'lineno', 1)}"


Modules = Mapping[str, Module]


def modules(bundle: Resource) -> Modules:
    """The modules of a bundle by name; what is no Python is left out, and `unreadable` says so."""
    return bundle.once(_modules)


def unreadable(bundle: Resource) -> Iterator[str]:
    """A sentence for each member of a bundle that is no Python, and that nobody can judge."""
    limits = f"at most {LONGEST:,} characters and {DEEPEST} levels, and without warnings"
    for member, source in _sources(bundle):
        if not _module(member, source):
            yield f"{file_of(member)}:1 is no Python of {limits}"


def file_of(member: str) -> str:
    """The file of the project that a member of a bundle is: `lambdas/fraud_analyzer/handler.py`."""
    return member if member.startswith(f"{ROOT}/") else f"{ROOT}/{member}"


def imported(node: ast.ImportFrom, package: str) -> str:
    """The absolute name of the module that an import names, by the package that it stands in."""
    return ".".join(part for part in (package, node.module) if part) if node.level else str(node.module)


def _modules(bundle: Resource) -> Modules:
    read = (_module(member, source) for member, source in _sources(bundle))
    return {module.name: module for module in read if module}


def _sources(bundle: Resource) -> Iterator[tuple[str, str]]:
    members = bundle.get("members")
    for name, member in members.items() if isinstance(members, Mapping) else ():
        source = member.get("source") if isinstance(member, Mapping) else None
        if str(name).endswith(".py"):
            # What has no source is no Python either.
            yield str(name), source if isinstance(source, str) else "\0"


# Bundles share modules, and both engines judge them all.
@lru_cache(KEPT)
def _module(member: str, source: str) -> Module | None:
    try:
        if len(source) > LONGEST:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = ast.parse(source)
        if is_too_deep(tree):
            return None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    name = member.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return Module(file_of(member), name, tree)


def _defined_by(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id
