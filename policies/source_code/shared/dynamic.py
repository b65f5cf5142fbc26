"""Whether a module reaches anything by dynamic means: built-in functions, frames, text that names an attribute."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from functools import lru_cache

from policies.source_code.shared.allowed import ATTRIBUTES, BUILTINS, FORBIDDEN, FRAMES, IMPORTS, READ, SPECIAL_METHODS
from policies.source_code.shared.bindings import bound
from policies.source_code.shared.classes import made_otherwise, members
from policies.source_code.shared.handed import CLIENT
from policies.source_code.shared.modules import KEPT, Module, Modules
from policies.source_code.shared.syntax import is_text

# Those that `site` adds are not there in every interpreter.
KNOWN = frozenset(dir(builtins)) | {"copyright", "credits", "exit", "help", "license", "quit"}
# The one expression that opens a file.
READING = "Path(__file__).with_name({!r}).read_text(encoding='utf-8')"
OF_IMPORTS = frozenset(name for names in IMPORTS.values() for name in names.names)


def dynamic_means(module: Module, others: Modules) -> Iterator[str]:
    """A sentence for each name, attribute and statement that may lead beyond the imports, and is not one of ours."""
    own = frozenset(name for other in others.values() for name in attributes_defined(other))
    yield from made_otherwise(module)
    known = frozenset(part for node in module.nodes if is_reading(node, module) for part in ast.walk(node))
    for node in module.nodes:
        if node in known:
            continue
        for name in _names(node):
            if _is_unwanted_name(name):
                yield f"{module.at(node)} uses {name}"
        for attribute in _attributes(node):
            if not _may_use(attribute, own):
                yield f"{module.at(node)} uses the attribute {attribute}"
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield f"{module.at(node)} imports *"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) and node.args.kwarg:
            yield f"{module.at(node)} takes arguments of any name (**{node.args.kwarg.arg})"
        if isinstance(node, ast.Global | ast.Assert | ast.Await | ast.AsyncFunctionDef):
            yield f"{module.at(node)} has a statement that no function needs: {type(node).__name__.lower()}"


def is_reading(node: ast.AST, module: Module) -> bool:
    """Whether an expression reads a file: a member of the bundle that the module is for."""
    names = READ.get(module.file, ()) if isinstance(node, ast.Call) else ()
    return any(is_text(node, READING.format(name)) for name in names)


@lru_cache(KEPT)
def attributes_defined(module: Module) -> frozenset[str]:
    """What the module's own classes and functions are called by others: their fields, methods and names."""
    classes = (node for node in module.nodes if isinstance(node, ast.ClassDef))
    return module.defined.union(*map(members, classes))


def _names(node: ast.AST) -> Iterator[str]:
    """The names that a node uses or binds, in whatever way."""
    if isinstance(node, ast.Name):
        yield node.id
    elif not isinstance(node, ast.alias):
        yield from bound(node)
    elif node.asname:
        yield node.asname


def _is_unwanted_name(name: str) -> bool:
    if name in BUILTINS or name in SPECIAL_METHODS:
        return False
    return name in KNOWN or name.startswith("__") or name == "Path"


def _attributes(node: ast.AST) -> Iterator[str]:
    """The attributes that a node asks for; a pattern of a class asks for some, too."""
    if isinstance(node, ast.Attribute):
        # Which operations a client has is judged by the recorded calls.
        if not (isinstance(node.value, ast.Name) and node.value.id == CLIENT):
            yield node.attr
    elif isinstance(node, ast.MatchClass):
        yield from node.kwd_attrs


def _may_use(attribute: str, own: frozenset[str]) -> bool:
    if attribute in FORBIDDEN or (attribute.startswith(FRAMES) and attribute != "__name__"):
        return False
    return attribute in ATTRIBUTES or attribute in OF_IMPORTS or attribute in own
