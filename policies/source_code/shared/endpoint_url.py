"""Where the address of the model's endpoint comes from: its parameter, and nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from policies.source_code.shared.modules import Module, imported
from policies.source_code.shared.syntax import is_text

ADAPTER, SCORER, ADDRESS = "endpoint", "scorer", "where"
PARAMETER = '_parameters()()[os.environ["MODEL_ENDPOINT_PARAMETER"]].strip()'


def addressed_otherwise(module: Module) -> Iterator[str]:
    """A sentence for each place where the endpoint's adapter could be given another address."""
    if not _uses_adapter(module):
        return
    taking = {function.name: _place(function) for function in module.nodes if isinstance(function, ast.FunctionDef)}
    for node in module.nodes:
        if isinstance(node, ast.ImportFrom) and imported(node, module.package).endswith(f".{ADAPTER}"):
            yield f"{module.at(node)} imports a part of the endpoint's adapter"
        elif isinstance(node, ast.Name) and node.id == ADDRESS and not isinstance(node.ctx, ast.Load):
            statement = module.parents[node]
            if not (isinstance(statement, ast.Assign) and is_text(statement.value, PARAMETER)):
                yield f"{module.at(node)} takes the endpoint's address from elsewhere than its parameter"
        elif isinstance(node, ast.Call):
            place = (
                0 if _is_scorer(node.func) else taking.get(node.func.id) if isinstance(node.func, ast.Name) else None
            )
            if place is not None and not _is_address(node, place):
                yield f"{module.at(node)} gives the endpoint an address that is not its parameter's"
        elif _is_scorer(node) and not isinstance(module.parents[node], ast.Call):
            yield f"{module.at(node)} hands on the endpoint's scorer"


def _uses_adapter(module: Module) -> bool:
    imports = [node for node in module.nodes if isinstance(node, ast.ImportFrom)]
    names = {alias.name for node in imports for alias in node.names}
    return ADAPTER in names or any(imported(node, module.package).endswith(f".{ADAPTER}") for node in imports)


def _place(function: ast.FunctionDef) -> int | None:
    """At which place the function takes the address."""
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    return names.index(ADDRESS) if ADDRESS in names else None


def _is_scorer(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == SCORER


def _is_address(call: ast.Call, place: int) -> bool:
    argument = call.args[place] if place < len(call.args) else None
    return isinstance(argument, ast.Name) and argument.id == ADDRESS
