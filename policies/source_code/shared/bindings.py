"""The names that code binds, and those that no code may bind anew since the policies go by them."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from policies.source_code.shared.allowed import BUILTINS
from policies.source_code.shared.modules import KEPT, Module

# What the policies take for what it is imported as, wherever it stands.
RELIED_ON = frozenset({"Config", "boto3", "cache", "logging", "os"})


def bound(node: ast.AST) -> Iterator[str]:
    """The names that a node binds, in whatever way; an import binds those that it renames, too."""
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.alias(name=name, asname=alias):
            yield from filter(None, (name, alias))
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.ExceptHandler(name=str(name)):
            yield name
        case ast.MatchMapping(rest=str(name)):
            yield name
        case ast.Nonlocal(names=names) | ast.Global(names=names):
            yield from names


@lru_cache(KEPT)
def bindings(module: Module) -> Sequence[tuple[ast.AST, str]]:
    """Each node of a module that binds a name, with the name."""
    return tuple((node, name) for node in module.nodes for name in bound(node))


def rebound(module: Module) -> Iterator[str]:
    """A sentence for each name that is imported, or relied on, and bound in another way as well."""
    aliases = [alias for node in module.nodes if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names]
    imported = {alias.asname or alias.name for alias in aliases}
    for node, name in bindings(module):
        if isinstance(node, ast.alias):
            continue
        if name in imported or name in RELIED_ON:
            yield f"{module.at(node)} binds {name}, which stands for what is imported"
        elif name in BUILTINS and not _is_field(node, module):
            yield f"{module.at(node)} binds {name}, which stands for what Python brings"


def _is_field(node: ast.AST, module: Module) -> bool:
    """`max: int` in a class, which is asked for as an attribute only."""
    statement = module.parents[node]
    return isinstance(statement, ast.AnnAssign) and isinstance(module.parents[statement], ast.ClassDef)


@lru_cache(KEPT)
def functions(module: Module) -> frozenset[str]:
    """The names that the module binds once, to a function at its top without decorators."""
    times = Counter(name for _, name in bindings(module))
    plain = (node.name for node in module.tree.body if isinstance(node, ast.FunctionDef) and not node.decorator_list)
    return frozenset(name for name in plain if times[name] == 1)
