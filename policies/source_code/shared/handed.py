"""Clients of AWS and the way to the log, which code hands on by keyword and under one name only.

So each call of a client is `client.<operation>(...)`, and each line of the log goes through `logger` or `warn(...)`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from policies.source_code.shared.bindings import bound, functions
from policies.source_code.shared.modules import Module

CLIENT, WARN = "client", "warn"
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def misused(module: Module, ours: frozenset[str], name: str) -> Iterator[str]:
    """A sentence for each place where what bears this name could go on under another, but to one of our functions."""
    for node in module.nodes:
        if name in bound(node) and not _may_bind(node, name):
            yield f"{module.at(node)} binds {name}, which only a keyword-only argument may bear"
        elif isinstance(node, ast.Name) and node.id == name and not _is_plain_use(node, module, name):
            yield f"{module.at(node)} uses {name} otherwise than to call it or to hand it on as {name}="
        elif isinstance(node, ast.keyword) and node.arg == name and not _goes_to(ours, node, module):
            yield f"{module.at(node)} hands {name} to code that is not ours"
        elif isinstance(node, Function) and any(arg.arg == name for arg in _positional(node)):
            yield f"{module.at(node)} takes {name} otherwise than by keyword"


def handed(node: ast.AST, module: Module, name: str) -> bool:
    """Whether an expression is the value of `name=` in a call."""
    parent = module.parents.get(node)
    return isinstance(parent, ast.keyword) and parent.arg == name


def called(node: ast.AST, module: Module) -> bool:
    """Whether an expression is what a call calls."""
    parent = module.parents.get(node)
    return isinstance(parent, ast.Call) and parent.func is node


def _is_plain_use(node: ast.Name, module: Module, name: str) -> bool:
    if not isinstance(node.ctx, ast.Load):
        return False
    parent = module.parents[node]
    if name == CLIENT and isinstance(parent, ast.Attribute):
        return called(parent, module)
    return handed(node, module, name) or (name == WARN and called(node, module))


def _goes_to(ours: frozenset[str], node: ast.keyword, module: Module) -> bool:
    """Whether a call's function is one of ours: by its name, or as an attribute of what can only be a module."""
    call = module.parents[node]
    function = call.func if isinstance(call, ast.Call) else None
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return function.attr in ours and function.value.id in _imported(module)
    here = functions(module) | (_imported(module) & ours)
    return isinstance(function, ast.Name) and function.id in here


def _imported(module: Module) -> frozenset[str]:
    """What is imported from ours by `from`."""
    imports = (node for node in module.nodes if isinstance(node, ast.ImportFrom))
    return frozenset(
        alias.asname or alias.name
        for node in imports
        if node.level or str(node.module).startswith("lambdas.")
        for alias in node.names
    )


def _may_bind(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.arg) or (name == CLIENT and isinstance(node, ast.FunctionDef))


def _positional(node: Function) -> Iterator[ast.arg]:
    arguments = node.args
    yield from (*arguments.posonlyargs, *arguments.args)
    yield from filter(None, (arguments.vararg, arguments.kwarg))
