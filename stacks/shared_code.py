"""Which modules of `lambdas/shared` a function needs: those that its code imports, and what these import in turn."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT, SHARED = "lambdas", "lambdas.shared"


class CannotFollow(ValueError):
    """An import that cannot be followed into a bundle; the message names the file, the reason and the remedy."""


def shared_code(sources: Iterable[Path], *, code: Path) -> list[Path]:
    """Return the files of shared code in `code` that these sources need; none if they import nothing of it."""
    found: set[Path] = set()
    waiting = [source for source in sources if source.suffix == ".py"]
    while waiting:
        modules = set(_modules(waiting.pop(), code=code)) - found
        found |= modules
        waiting += modules
    packages = [code / "__init__.py", code / "shared" / "__init__.py"] if found else []
    return sorted({*found, *packages})


def _modules(source: Path, *, code: Path) -> Iterator[Path]:
    for name in _names(source):
        path = code / "shared" / f"{name}.py"
        if not path.is_file():
            raise FileNotFoundError(f"{source}: imports {SHARED}.{name}, which is no module; correct the name")
        yield path


def _names(source: Path) -> Iterator[str]:
    """The modules of shared code that a source names, wherever in it."""
    for imported in _imports(source):
        package, _, name = imported.rpartition(".")
        if imported.partition(".")[0] not in (ROOT, ""):
            continue
        if package != SHARED or not name.isidentifier():
            raise CannotFollow(
                f"{source}: imports {imported}; import shared code by its name, `from {SHARED} import ...`"
            )
        yield name


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
