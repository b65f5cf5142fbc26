"""Whether a new rule is a rule and nothing more: it imports what rules import, and sets nothing of others'."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

# What the rules that are there import, by the first name.
IMPORTED = frozenset({"__future__", "policies", "collections", "graphlib", "itertools", "math", "re", "typing"})
# What a pytest policy may import beside that.
TESTING = frozenset({"base64", "binascii", "pathlib", "pytest"})
# What stands at the top of one.
STATED = (
    *(ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.AugAssign),
    ast.ClassDef,
    ast.FunctionDef,
    ast.Expr,
)
REACHING = frozenset({"setattr", "delattr", "exec", "eval", "compile", "globals", "locals", "vars", "open"})
# Methods that change what they are called on, which may be another module's.
CHANGING = frozenset(
    (
        *("add", "append", "appendleft", "clear", "delattr", "delitem", "difference_update", "discard", "extend"),
        *("extendleft", "insert", "intersection_update", "pop", "popitem", "popleft", "remove", "reverse", "rotate"),
        *("setattr", "setdefault", "setitem", "sort", "symmetric_difference_update", "update"),
    )
)


def is_plain(path: str, data: bytes) -> bool:
    """Whether a new rule, a policy or a pytest policy, looks like a further rule and no more."""
    imported = IMPORTED if path.startswith("policies/") else IMPORTED | TESTING
    try:
        tree = ast.parse(data)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return False
    stated = all(isinstance(node, STATED) and not _runs(node) for node in tree.body)
    return stated and not any(_reaches(node, imported) for node in ast.walk(tree))


def _runs(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)


def _reaches(node: ast.AST, imported: Collection[str]) -> bool:
    """Whether a node could change something of another module."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return any(name.partition(".")[0] not in imported for name in _modules(node))
    if isinstance(node, ast.Name):
        return node.id in REACHING or node.id.startswith("__")
    if isinstance(node, ast.Attribute | ast.Subscript):
        hidden = isinstance(node, ast.Attribute) and (node.attr.startswith("__") or node.attr in CHANGING)
        return hidden or not isinstance(node.ctx, ast.Load)
    return isinstance(node, ast.Global | ast.Nonlocal)


def _modules(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom):
        yield str(node.module) if not node.level else ""
    else:
        yield from (alias.name for alias in node.names)
