"""Where the address of the model's endpoint comes from: its parameter, and nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import lru_cache

from policies.source_code.shared.bindings import bound, functions
from policies.source_code.shared.handed import called
from policies.source_code.shared.modules import KEPT, Module, Modules, imported
from policies.source_code.shared.syntax import is_code, is_text

ADAPTER, SCORER, ADDRESS = "endpoint", "scorer", "where"
READER, READERS_PACKAGE = "parameters", "lambdas.shared"
PARAMETER = '_parameters()()[os.environ["MODEL_ENDPOINT_PARAMETER"]].strip()'
# The one function that gives the parameters.
PARAMETERS = """
@cache
def _parameters() -> Callable[[], Mapping[str, str]]:
    name, timeout = os.environ["MODEL_ENDPOINT_PARAMETER"], whole("CALL_TIMEOUT_MS", os.environ)
    return parameters.cached(
        lambda: parameters.read(name, client=parameters.client(timeout)),
        seconds=whole("PARAMETER_CACHE_SECONDS", os.environ),
        clock=time.monotonic,
        warn=logger.warning,
    )
"""


def addressed_otherwise(module: Module, others: Modules) -> Iterator[str]:
    """A sentence for each place where the endpoint's adapter could be given another address."""
    elsewhere = frozenset(name for other in others.values() if other is not module for name in _taking(other))
    for node in module.nodes:
        if any(name in elsewhere for name in _used(node)):
            yield f"{module.at(node)} uses what takes the endpoint's address in another module"
    if not _uses_adapter(module):
        return
    taking, plain = _taking(module), functions(module)
    for node in module.nodes:
        if ADDRESS in bound(node) and not _is_parameters(node, module, plain):
            yield f"{module.at(node)} takes the endpoint's address from elsewhere than its parameter"
        elif "_parameters" in bound(node) and not is_code(node, PARAMETERS):
            yield f"{module.at(node)} reads the parameters otherwise than it was reviewed"
        elif isinstance(node, ast.ImportFrom):
            yield from _imports(node, module)
        elif (place := _place(node, taking)) is not None:
            call = module.parents[node]
            if not (isinstance(call, ast.Call) and called(node, module)):
                yield f"{module.at(node)} hands on what takes the endpoint's address"
            elif not _is_given(call, place):
                yield f"{module.at(node)} gives the endpoint an address that is not its parameter's"


def _uses_adapter(module: Module) -> bool:
    imports = [node for node in module.nodes if isinstance(node, ast.ImportFrom)]
    names = {alias.name for node in imports for alias in node.names}
    return ADAPTER in names or any(imported(node, module.package).endswith(f".{ADAPTER}") for node in imports)


@lru_cache(KEPT)
def _taking(module: Module) -> Mapping[str, int]:
    """The functions of a module that take the address, and at which place each does."""
    made = (node for node in module.nodes if isinstance(node, ast.FunctionDef)) if _uses_adapter(module) else ()
    names = {node.name: [arg.arg for arg in (*node.args.posonlyargs, *node.args.args)] for node in made}
    return {name: arguments.index(ADDRESS) for name, arguments in names.items() if ADDRESS in arguments}


def _used(node: ast.AST) -> Iterator[str]:
    """The names that a node uses of other modules."""
    if isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.ImportFrom):
        yield from (alias.name for alias in node.names)


def _imports(node: ast.ImportFrom, module: Module) -> Iterator[str]:
    package = imported(node, module.package)
    if package.endswith(f".{ADAPTER}"):
        yield f"{module.at(node)} imports a part of the endpoint's adapter"
    if package != READERS_PACKAGE and READER in {alias.asname or alias.name for alias in node.names}:
        yield f"{module.at(node)} reads the parameters by another module"


def _is_parameters(node: ast.AST, module: Module, plain: frozenset[str]) -> bool:
    """Whether the address is what its parameter holds, or what a plain function takes in its place."""
    statement = module.parents[node]
    if isinstance(node, ast.arg):
        function = module.parents[statement]
        positional = isinstance(function, ast.FunctionDef) and node in (*function.args.posonlyargs, *function.args.args)
        return positional and isinstance(function, ast.FunctionDef) and function.name in plain
    return isinstance(node, ast.Name) and isinstance(statement, ast.Assign) and is_text(statement.value, PARAMETER)


def _place(node: ast.AST, taking: Mapping[str, int]) -> int | None:
    """At which place what a node names takes the address; None where it takes none."""
    if isinstance(node, ast.Attribute):
        return 0 if node.attr == SCORER else None
    return taking.get(node.id) if isinstance(node, ast.Name) else None


def _is_given(call: ast.Call, place: int) -> bool:
    before = call.args[: place + 1]
    argument = (
        before[place] if place < len(before) and not any(isinstance(arg, ast.Starred) for arg in before) else None
    )
    return isinstance(argument, ast.Name) and argument.id == ADDRESS
