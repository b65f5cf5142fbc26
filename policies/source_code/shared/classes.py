"""Whether classes are made by plain class statements alone: `type` and the functional forms make them out of text.

A class that is made out of text has what no rule here reads, such as a pattern that asks a function for its globals.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from policies.source_code.shared.allowed import BUILTINS, FRAMES
from policies.source_code.shared.modules import Module

BASES = frozenset({"Enum", "IntEnum", "NamedTuple", "StrEnum"})


def made_otherwise(module: Module) -> Iterator[str]:
    """A sentence for each class that could be made, or read, otherwise than by a plain class statement."""
    for node in module.nodes:
        if isinstance(node, ast.Name) and node.id == "type" and not (_is_bound(node) or _asks(node, module)):
            yield f"{module.at(node)} uses type otherwise than to compare the type of a value, or to name it"
        elif (base := _base(node)) and not isinstance(module.parents[node], ast.ClassDef):
            yield f"{module.at(node)} uses {base} otherwise than as the base of a class"
        elif isinstance(node, ast.ClassDef):
            if node.keywords:
                yield f"{module.at(node)} makes a class by keyword"
            for name in members(node):
                # Those that begin with two underscores are judged as names.
                if name.startswith(FRAMES[1:]):
                    yield f"{module.at(node)} defines {name}, an attribute of frames"


def _base(node: ast.AST) -> str:
    """`Enum` of `Enum` and of `enum.Enum`; empty where a node names none of them."""
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name if name in BASES else ""


def members(node: ast.ClassDef) -> Iterator[str]:
    """The names of a class's fields, methods and classes."""
    yield from (target.id for target in _targets(node.body) if isinstance(target, ast.Name))
    yield from (each.name for each in node.body if isinstance(each, ast.FunctionDef | ast.ClassDef))


def _targets(body: Iterable[ast.stmt]) -> Iterator[ast.expr]:
    for node in body:
        if isinstance(node, ast.AnnAssign):
            yield node.target
        elif isinstance(node, ast.Assign):
            yield from node.targets


def _is_bound(node: ast.Name) -> bool:
    """Whether the name is not read here: whether it may be bound is judged elsewhere."""
    return not isinstance(node.ctx, ast.Load)


def _asks(node: ast.Name, module: Module) -> bool:
    """`type(value) is int`, `type(value) in (int, float)` or `type(value).__name__`: nothing else gets the type."""
    call = module.parents[node]
    if not (isinstance(call, ast.Call) and call.func is node and len(call.args) == 1 and not call.keywords):
        return False
    asked = module.parents[call]
    if isinstance(asked, ast.Compare):
        return asked.left is call and all(map(_compares, asked.ops, asked.comparators))
    return isinstance(asked, ast.Attribute) and asked.attr == "__name__" and not isinstance(call.args[0], ast.Starred)


def _compares(operator: ast.cmpop, other: ast.expr) -> bool:
    """Whether no code of ours runs by the comparison, which would be given the type."""
    if isinstance(operator, ast.Is | ast.IsNot):
        return True
    among = other.elts if isinstance(other, ast.Tuple) else []
    return bool(among) and all(isinstance(each, ast.Name) and each.id in BUILTINS for each in among)
