"""python -I gate/interpreter.py ROOT MODULE ARGUMENT...: runs a module with the packages of ROOT, no other file there.

The gate starts like this, and so does every process that it starts. Our packages are found by name, without ROOT on the
path, and each module from its source, never from what lies compiled beside it. It imports the standard library alone.
"""

from __future__ import annotations

import atexit
import gc
import hashlib
import marshal
import os
import runpy
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import MAGIC_NUMBER, spec_from_file_location
from types import CodeType, ModuleType

PACKAGES = frozenset({"gate", "policies", "stacks", "lambdas"})
# What was compiled is kept in the environment, which is the user's own and untracked.
KEPT = os.path.join(sys.prefix, "bytecode")
SEAL = 32  # bytes of a SHA-256
COULD_NOT_RUN = 2


def command(root: str | os.PathLike[str], module: str, *arguments: str) -> list[str]:
    """What runs a module of the checkout at `root` in a process of its own; to be run with `environment()`."""
    return [sys.executable, "-s", "-P", os.path.abspath(__file__), os.fspath(root), module, *arguments]


def environment() -> dict[str, str]:
    """The environment without Python's own variables; but a set is printed in the same order each time."""
    return {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")} | {"PYTHONHASHSEED": "0"}


class Source(SourceFileLoader):
    """Compiles a file, or takes what was compiled of the very same bytes.

    Python itself compares dates and sizes, which an edit within a second, or a restored date, leaves as they were.
    """

    def get_code(self, fullname: str) -> CodeType:
        """The code of the module."""
        source, kept = self.get_data(self.path), f"{KEPT}{self.path}.{sys.implementation.cache_tag}"
        seal = hashlib.sha256(MAGIC_NUMBER + source).digest()
        try:
            found = self.get_data(kept)
            if found[:SEAL] == seal:
                return marshal.loads(found[SEAL:])  # type: ignore[no-any-return]  # noqa: S302 - of the user's own
        except (OSError, EOFError, ValueError, TypeError):
            pass
        code: CodeType = self.source_to_code(source, self.path)
        if not sys.dont_write_bytecode:
            self.set_data(kept, seal + marshal.dumps(code))
        return code


class Packages:
    """Finds our packages below one folder, as Python source and as nothing else."""

    def __init__(self, root: str) -> None:
        self.root = root

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where a module of ours is; raises ImportError where there is none, or two. None of any other name."""
        if name.partition(".")[0] not in PACKAGES:
            return None
        folder = os.path.join(self.root, *name.split("."))
        file, package = f"{folder}.py", os.path.join(folder, "__init__.py")
        if os.path.isfile(file):
            if os.path.lexists(folder):
                raise ImportError(f"{file} has a folder of the same name beside it; remove one of them", name=name)
            return spec_from_file_location(name, file, loader=Source(name, file))
        if os.path.isfile(package):
            loader = Source(name, package)
            return spec_from_file_location(name, package, loader=loader, submodule_search_locations=[folder])
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def main(root: str, module: str, *arguments: str) -> None:
    """Runs the module as `python -m` would, in this process."""
    root = os.path.realpath(root)
    sys.pycache_prefix = sys.pycache_prefix or KEPT
    # Of another folder than the environment's nothing is kept: a copy that somebody looks at once.
    sys.dont_write_bytecode = os.path.dirname(os.path.realpath(sys.prefix)) != root
    sys.meta_path.insert(0, Packages(root))
    sys.argv[1:] = arguments
    # A run lives for seconds: looking for garbage would take a fifth of them, and at its end as long as the imports.
    gc.disable()
    atexit.register(gc.freeze)
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except ImportError as error:
        print(f"{module.partition('.')[0]}: could not run: {error}", file=sys.stderr)
        sys.exit(COULD_NOT_RUN)


if __name__ == "__main__":
    main(*sys.argv[1:])
