"""What a function's bundle holds beside its own package: the code that it imports, and what that imports in turn.

Of the shared code these are single modules, and of another function, whose handler it calls itself, all of its package.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT, SHARED, HANDLER = "lambdas", "lambdas.shared", "handler"
SUFFIXES = frozenset({".py", ".json"})
# Recorded calls are evidence about a function, not a part of it.
LEFT_OUT = frozenset({"calls.json"})


class CannotFollow(ValueError):
    """An import that cannot be followed into a bundle; the message names the file, the reason and the remedy."""


def sources(package: Path) -> list[Path]:
    """Return the files of a function's package that are packed."""
    return sorted(path for path in package.iterdir() if path.suffix in SUFFIXES and path.name not in LEFT_OUT)


def imported_code(package: Path, *, code: Path) -> list[Path]:
    """Return the files in `code` that a function's package needs beside its own; none if it imports nothing there."""
    found: set[Path] = set()
    waiting = sources(package)
    while waiting:
        source = waiting.pop()
        files = {file for name in _names(source) for file in _files(name, source, package, code)} - found
        found |= files
        waiting += files
    packages = [code / "__init__.py", code / "shared" / "__init__.py"] if found else []
    return sorted({*found, *packages})


def _files(name: str, source: Path, package: Path, code: Path) -> list[Path]:
    """The files that an imported module stands for: itself, or all of the function whose handler it is."""
    _, folder, module = name.split(".")
    path = code / folder / f"{module}.py"
    if not path.is_file():
        kind = "module" if folder == "shared" else "function"
        raise FileNotFoundError(f"{source}: imports {name}, which is no {kind}; correct the name")
    if path.parent == package:
        raise CannotFollow(f"{source}: imports {name}, which it is packed for; import modules of one's own by a dot")
    return [path] if folder == "shared" else sources(path.parent)


def _names(source: Path) -> Iterator[str]:
    """The modules of shared code, and the handlers, that a source names, wherever in it."""
    for imported in _imports(source) if source.suffix == ".py" else ():
        package, _, name = imported.rpartition(".")
        if imported.partition(".")[0] not in (ROOT, ""):
            continue
        of_function = name == HANDLER and package.startswith(f"{ROOT}.") and package.count(".") == 1
        if not (package == SHARED or of_function) or not name.isidentifier():
            raise CannotFollow(
                f"{source}: imports {imported}; import shared code by its name, `from {SHARED} import ...`, "
                f"and of another function the handler, `from {ROOT}.<function>.{HANDLER} import {HANDLER}`"
            )
        yield imported


def _imports(source: Path) -> Iterator[str]:
    """Dotted names of modules; one that leads out of the source's own package begins with a dot."""
    try:
        tree = ast.parse(source.read_bytes())
    except SyntaxError as error:
        raise CannotFollow(f"{source}: line {error.lineno} is no Python; correct it") from None
    within = source.parent.name == "shared"
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == SHARED:
            yield from (f"{SHARED}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (not node.level or node.level > 1 or within):
            yield f"{'.' * node.level}{node.module or ''}"
