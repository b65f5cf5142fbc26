"""What the bundle of each function must hold: the sources below `lambdas/`, decided apart from the code that packs.

The `.py` and `.json` files of the function's package but its recorded calls; of the shared code the modules that these
import; of another function that these import all such files; and what those import in turn. With git, only what it
tracks counts.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from policies.core.snapshot import FILE, Entry, TooMuch, snapshot

ROOT, SHARED = "lambdas", "shared"
SUFFIXES = (".py", ".json")
LEFT_OUT = "calls.json"
KEPT = 256  # modules, some times as many as all functions have
INITS = ("__init__.py", f"{SHARED}/__init__.py")


class NoSource(ValueError):
    """The sources of a function cannot be read; the message names the file and the reason, in one line."""


@dataclass(frozen=True)
class Sources:
    """The files below `lambdas/` that a bundle may hold, by their path there."""

    files: Mapping[str, Entry]

    @classmethod
    def read(cls, folder: Path, tracked: Collection[str] | None = None) -> Sources:
        """Those that are there now; `tracked` are the project's paths that git tracks, None without git.

        Raises NoSource.
        """
        try:
            entries = snapshot(folder)
        except TooMuch as error:
            raise NoSource(f"{ROOT}: {error}") from None
        except OSError as error:
            raise NoSource(f"{ROOT}: cannot be read: {(error.strerror or 'it has changed').lower()}") from None
        return cls({entry.path: entry for entry in entries if _counts(entry.path, tracked)})

    @property
    def packages(self) -> tuple[str, ...]:
        """The packages of functions."""
        return tuple(sorted({path.split("/")[0] for path in self.files if "/" in path} - {SHARED}))

    def members(self, package: str) -> Mapping[str, bytes]:
        """The bytes of each member of the package's bundle, by name; raises NoSource."""
        own = self._of(package)
        beside = self._imported_by(own)
        beside |= {path for path in INITS if beside and path in self.files}
        paths = {**{path: path for path in own}, **{f"{ROOT}/{path}": path for path in beside}}
        return {name: self._data(path) for name, path in sorted(paths.items())}

    def _of(self, package: str) -> list[str]:
        return [path for path in self.files if path.startswith(f"{package}/")]

    def _imported_by(self, own: Iterable[str]) -> set[str]:
        needed: set[str] = set()
        waiting = list(own)
        while waiting:
            named = set(self._named(waiting.pop()))
            modules = {f"{SHARED}/{module}.py" for module in named} & self.files.keys()
            functions = {path for package in named.intersection(self.packages) for path in self._of(package)}
            new = (modules | functions) - needed
            needed |= new
            waiting += new
        return needed

    def _named(self, path: str) -> Iterator[str]:
        """Whatever a module may mean as one of the shared code, or as another function, wherever in it."""
        if not path.endswith(".py"):
            return
        try:
            yield from _named_by(self._data(path), is_shared=path.startswith(f"{SHARED}/"))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise error if isinstance(error, NoSource) else NoSource(f"{ROOT}/{path}: is no Python") from None

    def _data(self, path: str) -> bytes:
        entry = self.files[path]
        if entry.kind != FILE or entry.data is None:
            raise NoSource(f"{ROOT}/{path}: {entry.problem or 'is no regular file'}")
        return entry.data


# The bundles of each stack are of the same sources, and share modules.
@lru_cache(KEPT)
def _named_by(source: bytes, *, is_shared: bool) -> frozenset[str]:
    return frozenset(name for node in ast.walk(ast.parse(source)) for name in _imported(node, is_shared=is_shared))


def _imported(node: ast.AST, *, is_shared: bool) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (part for alias in node.names if _ours(alias.name) for part in alias.name.split(".")[1:])
    elif isinstance(node, ast.ImportFrom) and (_ours(node.module) or is_shared):
        yield from (part for alias in node.names for part in (*(node.module or "").split("."), alias.name))


def _counts(path: str, tracked: Collection[str] | None) -> bool:
    is_source = path.endswith(SUFFIXES) and PurePosixPath(path).name != LEFT_OUT
    return is_source and (tracked is None or f"{ROOT}/{path}" in tracked)


def _ours(module: str | None) -> bool:
    return (module or "").split(".")[0] == ROOT
