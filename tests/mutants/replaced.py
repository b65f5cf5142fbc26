"""Puts a mutant in the place of its module, in this process: no file is written."""

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import ModuleType

from tests.mutants.mutant import Mutant

Users = Mapping[str, frozenset[str]]


def users(root: Path, patterns: Iterable[str]) -> Users:
    """By module: the modules of ours that import it, or import one that does; and itself."""
    files = {_module(path.relative_to(root)): path for pattern in patterns for path in root.glob(pattern)}
    importing: dict[str, set[str]] = {name: set() for name in files}
    for name, path in files.items():
        for imported in _imports(path, files.keys()):
            importing[imported].add(name)
    return {name: frozenset(_closure(name, importing)) for name in files}


def _module(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _imports(path: Path, known: Iterable[str]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
            yield from (name for name in names if name in known)


def _closure(name: str, importing: Mapping[str, set[str]]) -> set[str]:
    found, new = {name}, [name]
    while new:
        more = importing[new.pop()] - found
        found |= more
        new += more
    return found


class _Finder(MetaPathFinder, Loader):
    def __init__(self, mutant: Mutant, root: Path) -> None:
        self._mutant, self._path = mutant, root / mutant.file

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name != self._mutant.module:
            return None
        package = self._path.name == "__init__.py"
        spec = spec_from_loader(name, self, origin=str(self._path), is_package=package)
        if spec and package:
            spec.submodule_search_locations = [str(self._path.parent)]
        return spec

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(self._path)
        exec(compile(self._mutant.source, str(self._path), "exec"), module.__dict__)  # noqa: S102


def put(mutant: Mutant, root: Path, forgotten: Iterable[str]) -> None:
    """From here on the mutant is imported; what was imported already is forgotten by the names given."""
    for name in forgotten:
        module = sys.modules.pop(name, None)
        parent, _, own = name.rpartition(".")
        if module and getattr(sys.modules.get(parent), own, None) is module:
            delattr(sys.modules[parent], own)
    sys.meta_path.insert(0, _Finder(mutant, root))
