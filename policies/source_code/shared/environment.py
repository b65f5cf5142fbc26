"""What a module reads of its environment, which holds the credentials of its role as well."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from policies.source_code.shared.handed import called
from policies.source_code.shared.modules import Module, Modules, imported
from policies.source_code.shared.syntax import is_text

# AWS's own variables begin otherwise than ours, or are named after Lambda.
OURS = re.compile(r"(?!AWS|LAMBDA|_)[A-Z][A-Z0-9_]*")
READER_NAME = "lambdas.shared.environment"
READER, READING = "lambdas/shared/environment.py", frozenset({"whole"})


def misread(module: Module, _: Modules) -> Iterator[str]:
    """A sentence for each use of `os.environ` but to read one of our variables, by its literal name."""
    for node in module.nodes:
        if isinstance(node, ast.Attribute) and node.attr == "environ":
            if not _is_reading(node, module):
                yield f"{module.at(node)} uses os.environ otherwise than to read one of our variables by its name"
        elif isinstance(node, ast.ImportFrom) and node.module == "os":
            yield f"{module.at(node)} imports a part of os; write os.environ where it is read"
        elif _reads_otherwise(node, module):
            yield f"{module.at(node)} uses whole otherwise than to read one of our variables by its literal name"
        elif module.file == READER and not _only_reads(node, module):
            yield f"{module.at(node)} does more than to read the variable that it is asked for"


def _is_reading(node: ast.Attribute, module: Module) -> bool:
    parent = module.parents[node]
    if isinstance(parent, ast.Subscript):
        return isinstance(parent.ctx, ast.Load) and _is_ours(parent.slice)
    if isinstance(parent, ast.Attribute) and parent.attr == "get" and called(parent, module):
        call = module.parents[parent]
        return isinstance(call, ast.Call) and bool(call.args) and _is_ours(call.args[0])
    return isinstance(parent, ast.Call) and _is_read_by_ours(parent, node) and _imports_reader(module)


def _is_read_by_ours(call: ast.Call, node: ast.AST) -> bool:
    """`whole("VARIABLE", os.environ)`"""
    by_ours = isinstance(call.func, ast.Name) and call.func.id in READING
    return by_ours and len(call.args) == 2 and call.args[1] is node and _is_ours(call.args[0])


def _imports_reader(module: Module) -> bool:
    """Whether the name of the reader is what it is imported as: another policy sees to it that nothing else is."""
    return any(isinstance(node, ast.ImportFrom) and _is_reader(node, module) for node in module.nodes)


def _is_reader(node: ast.ImportFrom, module: Module) -> bool:
    named = {alias.name for alias in node.names if not alias.asname}
    return imported(node, module.package) == READER_NAME and named == READING


def _reads_otherwise(node: ast.AST, module: Module) -> bool:
    """Whether our reader, which tells the name of a variable that is not there, could be given another text."""
    if isinstance(node, ast.ImportFrom):
        names = {f"{imported(node, module.package)}.{alias.name}" for alias in node.names}
        return any(name.startswith(READER_NAME) for name in names) and not _is_reader(node, module)
    if not (isinstance(node, ast.Name) and node.id in READING and _imports_reader(module)):
        return False
    call = module.parents[node]
    by_name = isinstance(call, ast.Call) and call.func is node and len(call.args) == 2
    return not (by_name and isinstance(call, ast.Call) and _is_ours(call.args[0]))


def _is_ours(name: ast.expr) -> bool:
    return isinstance(name, ast.Constant) and isinstance(name.value, str) and OURS.fullmatch(name.value) is not None


def _only_reads(node: ast.AST, module: Module) -> bool:
    """Of the environment that it is given, the reader reads the one variable that it is given."""
    if isinstance(node, ast.Name) and node.id == "environment":
        parent = module.parents[node]
        return isinstance(parent, ast.Subscript) and is_text(parent, "environment[variable]")
    return not (isinstance(node, ast.Name) and node.id == "variable" and not isinstance(node.ctx, ast.Load))
