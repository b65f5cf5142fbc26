"""Clients of AWS and the way to the log, which code hands on by keyword and under one name only.

So each call of a client is `client.<operation>(...)`, and each line of the log goes through `logger` or `warn(...)`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from policies.source_code.shared.bindings import bindings, functions
from policies.source_code.shared.imports import imported_modules
from policies.source_code.shared.modules import Module, Modules, imported

CLIENT, WARN = "client", "warn"
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def misused(module: Module, others: Modules, name: str) -> Iterator[str]:
    """A sentence for each place where what bears this name could go on under another, but to one of our functions."""
    ours = frozenset(_of_ours(module, others))
    for node, bound in bindings(module):
        if bound == name and not _may_bind(node, name):
            yield f"{module.at(node)} binds {name}, which only a keyword-only argument may bear"
    for node in module.nodes:
        if isinstance(node, ast.Name) and node.id == name and not _is_plain_use(node, module, name):
            yield f"{module.at(node)} uses {name} otherwise than to call it or to hand it on as {name}="
        elif isinstance(node, ast.keyword) and node.arg == name and ast.unparse(_called_with(node, module)) not in ours:
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


def _called_with(node: ast.keyword, module: Module) -> ast.AST:
    """What is called with an argument; the class where it is a class that is made with it."""
    parent = module.parents[node]
    return parent.func if isinstance(parent, ast.Call) else parent


def _of_ours(module: Module, others: Modules) -> Iterator[str]:
    """How a module names plain functions of ours, which take nothing over: `read`, or `parameters.read`."""
    yield from functions(module)
    for alias, name in imported_modules(module, others).items():
        if name in others:
            yield from (f"{alias}.{function}" for function in functions(others[name]))
    for node in module.nodes:
        package = imported(node, module.package) if isinstance(node, ast.ImportFrom) else ""
        if package in others and isinstance(node, ast.ImportFrom):
            plain = functions(others[package])
            yield from (alias.asname or alias.name for alias in node.names if alias.name in plain)


def _may_bind(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.arg) or (name == CLIENT and isinstance(node, ast.FunctionDef))


def _positional(node: Function) -> Iterator[ast.arg]:
    arguments = node.args
    yield from (*arguments.posonlyargs, *arguments.args)
    yield from filter(None, (arguments.vararg, arguments.kwarg))
