"""Whether a module imports only what it may, and uses only what it may of that."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from policies.source_code.shared.allowed import HANDLERS, IMPORTS, OFFERED
from policies.source_code.shared.bindings import rebound
from policies.source_code.shared.modules import Module, Modules, imported

# The package of the code that every function may import.
SHARED = "shared"


def unwanted_imports(module: Module, others: Modules) -> Iterator[str]:
    """A sentence for each import, and for each use of what is imported, that is not on the list."""
    yield from rebound(module)
    for node in module.nodes:
        if isinstance(node, ast.Import):
            yield from (_sentence(module, node, alias.name) for alias in node.names if not _plain(alias, module))
        elif isinstance(node, ast.ImportFrom):
            yield from _from(node, module, others)
    yield from _uses(module, others)


def imported_modules(module: Module, others: Modules) -> Mapping[str, str]:
    """The names under which a module knows other modules, and which these are."""
    known: dict[str, str] = {}
    for node in module.nodes:
        if isinstance(node, ast.Import):
            known |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = imported(node, module.package)
            names = {alias.asname or alias.name: f"{package}.{alias.name}" for alias in node.names}
            known |= {alias: name for alias, name in names.items() if name in others}
    return known


def _plain(alias: ast.alias, module: Module) -> bool:
    """`import json`: a module without a dot whose names may be used here."""
    return "." not in alias.name and not alias.asname and _may_import(alias.name, module)


def _may_import(name: str, module: Module) -> bool:
    return name in IMPORTS and module.file in (IMPORTS[name].files or (module.file,))


def _from(node: ast.ImportFrom, module: Module, others: Modules) -> Iterator[str]:
    package = imported(node, module.package)
    ours = package in others or package in {"", module.package}
    if node.level > 1 or not (ours or _may_import(package, module)):
        yield _sentence(module, node, f"{'.' * node.level}{package if not node.level else node.module or ''}")
        return
    if package in others and others[package].owner not in {SHARED, module.owner} and not _is_handler(node, module):
        yield _sentence(module, node, f"{package}, of another function")
    for alias in node.names:
        if alias.asname and not ours:
            yield _sentence(module, node, f"{alias.name} under another name")
        if f"{package}.{alias.name}" not in others and not _offers(package, alias.name, others):
            yield _sentence(module, node, f"{alias.name} of {package}")


def _is_handler(node: ast.ImportFrom, module: Module) -> bool:
    """Whether an import is of just the handler of a function that the module may call."""
    return node.module in HANDLERS.get(module.file, ()) and [alias.name for alias in node.names] == ["handler"]


def _offers(package: str, name: str, others: Modules) -> bool:
    """Whether a module lets others use a name: of ours, only what it defines itself."""
    if package in others:
        return name in OFFERED.get(others[package].file, others[package].defined)
    return package in IMPORTS and name in IMPORTS[package].names


def _uses(module: Module, others: Modules) -> Iterator[str]:
    """A module is no value: only what it offers may be used of it."""
    known = imported_modules(module, others)
    for node in module.nodes:
        if isinstance(node, ast.Name) and node.id in known:
            parent = module.parents[node]
            if not isinstance(parent, ast.Attribute):
                yield f"{module.at(node)} uses the module {known[node.id]} as a value"
            elif not _offers(known[node.id], parent.attr, others) or not isinstance(parent.ctx, ast.Load):
                yield f"{module.at(node)} uses {parent.attr} of {known[node.id]}"


def _sentence(module: Module, node: ast.AST, what: str) -> str:
    return f"{module.at(node)} imports {what}"
