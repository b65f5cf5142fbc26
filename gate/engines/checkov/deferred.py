"""What Checkov imports for work that it never does here, such as asking a service or looking into an image.

Such a package is loaded when something in it is first asked for, and then whole, so that nothing of it can be missing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from threading import RLock
from types import ModuleType
from typing import Any

# By package: what Checkov uses it for.
DEFERRED: Mapping[str, str] = {
    "aiohttp": "sends reports to a service",
    "boto3": "uploads to a service's bucket",
    "docker": "looks into images of containers",
}
# What Checkov and its libraries try to import, and do without where it is not installed; so it is for them.
LEFT_OUT: Mapping[str, str] = {
    "git": "fetches modules from repositories; without it, that is an error",
    "numpy": "brings functions for expressions, which Checkov switches off",
}
# Those of which something was asked for, and one thread at a time loads them.
ASKED: set[str] = set()
LOADING = RLock()


class Deferred(ModuleType):
    """Stands for a package until something in it is asked for."""

    is_found = False

    def __getattr__(self, name: str) -> Any:
        # Python asks whether it has a path before it is done with finding it.
        if not self.is_found:
            raise AttributeError(name)
        return getattr(_loaded(self), name)


class Deferring(Loader):
    """Finds a deferred package, without loading it; nothing of any other name."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in DEFERRED or name in ASKED:
            return None
        sys.meta_path.remove(self)
        try:
            found = find_spec(name)
        finally:
            sys.meta_path.insert(0, self)
        return found and ModuleSpec(name, self, origin=found.origin)

    def create_module(self, spec: ModuleSpec) -> Deferred:
        module = Deferred(spec.name)
        # Who looks through all modules asks for their files.
        module.__file__ = spec.origin
        return module

    def exec_module(self, module: ModuleType) -> None:
        vars(module)["is_found"] = True


def _loaded(stand_in: Deferred) -> ModuleType:
    """The package itself, in the place of what stands for it."""
    name = stand_in.__name__
    with LOADING:
        ASKED.add(name)
        if sys.modules.get(name) is stand_in:
            del sys.modules[name]
        return import_module(name)


@contextmanager
def deferring() -> Iterator[None]:
    """Imports, for as long as the context lasts, none of these packages; what is there already stays."""
    left_out = LEFT_OUT.keys() - sys.modules.keys()
    finder, modules = Deferring(), vars(sys)["modules"]
    # Python's own way to say that there is no such module.
    modules.update(dict.fromkeys(left_out))
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in left_out:
            del modules[name]
